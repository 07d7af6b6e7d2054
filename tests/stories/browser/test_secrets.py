"""A pasted seed phrase is stopped on the device, and masked when it is sent past that."""

from mnemonic import Mnemonic

from tests.server import Server
from tests.stories.browser.conftest import Visit
from tests.stories.browser.pages import shaped


def test_a_seed_phrase_is_stopped_before_it_leaves(visit: Visit) -> None:
    customer = visit("en")
    phrase = Mnemonic("english").generate(128)
    sent: list[str] = []
    customer.page.on("request", lambda request: sent.append(request.post_data or ""))
    customer.write(f"my wallet is lost, here: {phrase}")
    customer.sees_text("secret.title")
    customer.button("secret.remove").click()
    customer.page.wait_for_function(
        "mark => document.querySelector('textarea').value.includes(mark)", arg=customer.say("secret.mark")
    )
    assert not [body for body in sent if phrase in body]


def test_a_seed_phrase_sent_all_the_same_is_masked_and_never_stored(visit: Visit, desk: Server) -> None:
    customer = visit("zh-CN")
    phrase = Mnemonic("chinese_simplified").generate(128)
    customer.write(f"助记词是 {phrase}")
    customer.sees_text("secret.title")
    customer.button("secret.anyway").click()
    customer.sees(shaped(customer.say("message.masked")))
    assert phrase not in customer.page.get_by_role("log").inner_text()
    customer.page.reload()
    customer.sees(shaped(customer.say("message.masked")))
    stored = b"".join(path.read_bytes() for path in desk.data.rglob("*") if path.is_file())
    stored += desk.log.read_bytes()
    for form in (phrase, phrase.replace(" ", "")):
        assert form.encode() not in stored
