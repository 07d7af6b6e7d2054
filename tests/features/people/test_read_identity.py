"""The exchange's token: signed by its key, for us, in time, short-lived, or it is refused and why."""

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import assume, given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey, RSAKey

from bellrock.features.people.errors import BadToken
from bellrock.features.people.model import Trust, read_identity

NOW = 1_799_064_000
KEY = OKPKey.generate_key("Ed25519", {"kid": "one", "use": "sig"})
PUBLIC = OKPKey.import_key(KEY.as_dict(private=False))
TRUST = Trust(KeySet([PUBLIC]), "https://exchange.example", "bellrock")
GOOD: dict[str, Any] = {
    "sub": "customer-7",
    "jti": "token-1",
    "iat": NOW,
    "exp": NOW + 300,
    "aud": "bellrock",
    "iss": "https://exchange.example",
}
EDDSA = ["Ed25519", "EdDSA"]


def signed(claims: dict[str, Any], key: Any = KEY, algorithm: str = "Ed25519", **header: Any) -> str:
    head = {"alg": algorithm, "kid": "one", **header}
    return jwt.encode(head, claims, key, algorithms=[algorithm])


def part(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def reason(token: str, trust: Trust = TRUST, now: int = NOW) -> str | None:
    try:
        read_identity(token, trust, now * 1000)
    except BadToken as refused:
        return str(refused.fields["reason"])
    return None


@pytest.mark.parametrize("algorithm", EDDSA)
def test_a_good_token_says_who_it_is(algorithm: str) -> None:
    claims = read_identity(
        signed({**GOOD, "name": "Li", "language": "zh-CN"}, algorithm=algorithm), TRUST, NOW * 1000
    )
    assert (claims.external_id, claims.jti) == ("customer-7", "token-1")
    assert claims.expires_at == (NOW + 300) * 1000
    assert (claims.name, claims.language) == ("Li", "zh-CN")


@pytest.mark.parametrize("name", ["sub", "jti", "iat", "exp", "aud", "iss"])
def test_every_claim_is_needed(name: str) -> None:
    assert reason(signed({key: value for key, value in GOOD.items() if key != name})) is not None


@pytest.mark.parametrize("name", ["sub", "jti", "iat", "exp", "aud", "iss"])
@pytest.mark.parametrize("value", [None, "", 7.5, True, [], {}, "x" * 65])
def test_a_claim_of_another_kind_is_refused(name: str, value: Any) -> None:
    assert reason(signed({**GOOD, name: value})) is not None


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"aud": "another-desk"}, "audience"),
        ({"aud": ["one", "two"]}, "audience"),
        ({"iss": "https://elsewhere.example"}, "issuer"),
        ({"iat": NOW - 400, "exp": NOW - 31}, "expired"),
        ({"iat": NOW + 31, "exp": NOW + 100}, "expired"),
        ({"exp": NOW + 601}, "too_long"),
        ({"iat": NOW - 3600, "exp": NOW + 60}, "too_long"),
        ({"sub": ""}, "claims"),
    ],
)
def test_the_reason_is_said(changed: dict[str, Any], why: str) -> None:
    assert reason(signed({**GOOD, **changed})) == why


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": ["another", "bellrock"]},
        {"exp": NOW + 600},
        {"iat": NOW + 30, "exp": NOW + 100},
        {"iat": NOW - 329, "exp": NOW - 29},
    ],
)
def test_a_clock_may_differ_by_half_a_minute_and_we_may_be_one_of_many(changed: dict[str, Any]) -> None:
    assert reason(signed({**GOOD, **changed})) is None


def test_any_issuer_will_do_where_none_is_named() -> None:
    assert reason(signed({**GOOD, "iss": "whoever"}), Trust(TRUST.keys, "", "bellrock")) is None


def test_a_name_that_is_too_long_is_no_name() -> None:
    claims = read_identity(signed({**GOOD, "name": "x" * 65, "language": 5}), TRUST, NOW * 1000)
    assert (claims.name, claims.language) == (None, None)


def test_another_key_is_not_believed() -> None:
    other = OKPKey.generate_key("Ed25519", {"kid": "one"})
    assert reason(signed(GOOD, other)) == "signature"
    assert reason(signed(GOOD, other, kid="two")) == "signature"


def test_each_key_of_a_set_is_believed() -> None:
    second = OKPKey.generate_key("Ed25519", {"kid": "two"})
    trust = Trust(KeySet([PUBLIC, OKPKey.import_key(second.as_dict(private=False))]), "", "bellrock")
    assert reason(signed(GOOD), trust) is None
    assert reason(signed(GOOD, second, kid="two"), trust) is None


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", ""])
def test_an_unsigned_token_is_refused(algorithm: str) -> None:
    head, body = (part(json.dumps(one).encode()) for one in ({"alg": algorithm, "kid": "one"}, GOOD))
    for token in (f"{head}.{body}.", f"{head}.{body}", f"{head}.{body}.{part(b'x' * 64)}"):
        assert reason(token) == "signature"


def test_the_public_key_is_no_shared_secret() -> None:
    """HS256 with the public key in each of its forms, which a careless library takes for the secret."""
    as_text = str(KEY.as_dict(private=False)["x"])
    raw = base64.urlsafe_b64decode(as_text + "=")
    pem = KEY.as_pem(private=False)
    forms = (raw, as_text.encode(), pem, pem.strip(), json.dumps(KEY.as_dict(private=False)).encode())
    head = part(json.dumps({"alg": "HS256", "kid": "one"}).encode())
    inside = f"{head}.{part(json.dumps(GOOD).encode())}"
    for secret in forms:
        signature = hmac.digest(secret, inside.encode(), hashlib.sha256)
        assert reason(f"{inside}.{part(signature)}") == "signature"


def test_other_signatures_are_refused_even_by_a_key_of_the_set() -> None:
    weak = RSAKey.generate_key(2048, {"kid": "one"})
    trust = Trust(KeySet([RSAKey.import_key(weak.as_dict(private=False))]), "", "bellrock")
    assert reason(signed(GOOD, weak, "RS256"), trust) == "signature"


def test_a_key_that_came_with_the_token_is_not_used() -> None:
    own = OKPKey.generate_key("Ed25519", {"kid": "one"})
    assert reason(signed(GOOD, own, jwk=own.as_dict(private=False))) == "signature"


@given(st.data())
def test_any_altered_byte_is_noticed(data: st.DataObject) -> None:
    token = signed(GOOD)
    place = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.sampled_from("ABCDEFGHabcdefgh0123456789-_."))
    altered = token[:place] + letter + token[place + 1 :]
    assume(altered != token)
    if base64_of(altered) != base64_of(token):
        assert reason(altered) is not None


def base64_of(token: str) -> list[bytes | None]:
    """The bytes that the parts stand for: the last letter of a part holds bits that stand for nothing."""
    return [_bytes(one) for one in token.split(".")]


def _bytes(text: str) -> bytes | None:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return None


@given(st.one_of(st.text(max_size=60), st.lists(st.text('abc{}":,', max_size=20)).map(".".join)))
def test_any_text_is_refused_without_failing(token: str) -> None:
    assert reason(token) is not None


@pytest.mark.parametrize("claims", ["[]", "7", "null", '"text"', "{", '{"sub":"a","sub":"b"}'])
def test_a_signed_body_that_is_no_object_is_refused(claims: str) -> None:
    head = part(json.dumps({"alg": "Ed25519", "kid": "one"}).encode())
    inside = f"{head}.{part(claims.encode())}"
    private = KEY.private_key
    assert isinstance(private, Ed25519PrivateKey)
    signature = private.sign(inside.encode())
    assert reason(f"{inside}.{part(signature)}") is not None
