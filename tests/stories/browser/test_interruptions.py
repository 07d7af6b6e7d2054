"""The page is reloaded, the network goes away: nothing is lost and nothing is said twice."""

from playwright.sync_api import expect

from tests.stories.browser.conftest import Staff, Visit

CUT_MS = 10_000


def test_a_reload_in_the_middle_keeps_everything(visit: Visit, staff: Staff) -> None:
    customer, agent = visit("en"), staff("ann")
    customer.ask("I forgot to add the memo, before the reload")
    customer.call_person()
    agent.pick("I forgot to add the memo, before the reload")
    agent.claim()
    customer.sees_text("notice.assigned")
    customer.box.fill("a draft that is not sent yet")
    customer.page.reload()
    customer.sees("I forgot to add the memo, before the reload")
    expect(customer.box).to_have_value("a draft that is not sent yet")
    customer.box.press("Enter")
    agent.sees("a draft that is not sent yet")
    agent.page.reload()
    agent.sees("a draft that is not sent yet")
    agent.reply("still with you")
    customer.sees("still with you")


def test_ten_seconds_without_network_lose_and_double_nothing(visit: Visit, staff: Staff) -> None:
    customer, agent = visit("en"), staff("ann")
    customer.ask("I forgot to add the memo, before the cut")
    customer.call_person()
    agent.pick("I forgot to add the memo, before the cut")
    agent.claim()
    customer.sees_text("notice.assigned")
    customer.page.context.set_offline(True)
    for number in range(3):
        customer.write(f"written in the dark {number}")
    agent.reply("answered meanwhile")
    customer.page.wait_for_timeout(CUT_MS)
    assert agent.times_seen("written in the dark 0") == 0
    customer.page.context.set_offline(False)
    for number in range(3):
        agent.sees(f"written in the dark {number}")
    customer.sees("answered meanwhile")
    for said in (
        "I forgot to add the memo, before the cut",
        *(f"written in the dark {number}" for number in range(3)),
    ):
        assert customer.times_seen(said) == 1
        assert agent.times_seen(said) == 1
    assert customer.times_seen("answered meanwhile") == 1
