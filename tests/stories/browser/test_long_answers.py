"""An answer longer than the screen is read from its beginning, and hides nothing that comes after it."""

import re

from playwright.sync_api import expect

from tests.stories.browser.conftest import Staff, Visit


def test_who_calls_a_person_after_a_long_answer_sees_the_person_come(visit: Visit, staff: Staff) -> None:
    customer, agent = visit("en"), staff("ann")
    customer.ask("I forgot to add the memo to my deposit, long answer")
    customer.call_person()
    log = customer.page.get_by_role("log")
    expect(log.get_by_text(customer.say("notice.handed_over"))).to_be_in_viewport()
    agent.pick("I forgot to add the memo to my deposit, long answer")
    agent.claim()
    agent.reply("I am here now.")
    expect(log.get_by_text(re.compile("I am here now"))).to_be_in_viewport()
