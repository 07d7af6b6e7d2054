from bellrock.kit.errors import Busy, Refusal


class NoSuchThing(Refusal):
    code = "things.no_such"
    kind = "missing"


def test_a_refusal_says_its_code_and_carries_its_fields() -> None:
    refusal = NoSuchThing(name="a", places=["b"])
    assert (str(refusal), refusal.code, refusal.kind) == ("things.no_such", "things.no_such", "missing")
    assert refusal.fields == {"name": "a", "places": ["b"]}


def test_busy_says_that_the_same_call_may_be_made_again() -> None:
    assert (Busy().code, Busy().kind, Busy().fields) == ("desk.busy", "busy", {})
