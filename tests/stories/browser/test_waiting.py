"""Nobody is at the desk: the customer sees the place and an honest wait, and is answered in order."""

from tests.stories.browser.conftest import Staff, Visit


def test_agent_away_place_and_wait(visit: Visit, staff: Staff) -> None:
    first, second = visit("en"), visit("zh-CN")
    first.ask("I forgot to add the memo, and I am the first to wait")
    first.call_person()
    first.sees(first.say("queue.place").format(place=1))
    first.sees_text("queue.unknown")
    first.sees_text("notice.no_agents")
    second.ask("充值没到账，怎么办？")
    second.call_person()
    second.sees(second.say("queue.place").format(place=2))

    agent = staff("ann")
    agent.pick("I forgot to add the memo, and I am the first to wait")
    agent.claim()
    first.sees_text("notice.assigned")
    second.sees(second.say("queue.place").format(place=1))


def test_an_agent_who_comes_online_gets_who_waits_longest(visit: Visit, staff: Staff) -> None:
    agent = staff("ben")
    customer = visit("en")
    customer.ask("I forgot to add the memo, please somebody")
    customer.call_person()
    agent.button("presence.go").click()
    customer.sees_text("notice.assigned")


def test_two_agents_press_claim_together(visit: Visit, staff: Staff) -> None:
    customer = visit("en")
    ann, ben = staff("ann"), staff("ben")
    ann.page.evaluate(
        "fetch('/api/console/inbox/presence', {method: 'PUT', headers: {'Content-Type': "
        "'application/json'}, body: JSON.stringify({state: 'away', automatic: false})})"
    )
    ben.page.evaluate(
        "fetch('/api/console/inbox/presence', {method: 'PUT', headers: {'Content-Type': "
        "'application/json'}, body: JSON.stringify({state: 'away', automatic: false})})"
    )
    customer.ask("I forgot to add the memo: who takes this one?")
    customer.call_person()
    for agent in (ann, ben):
        agent.pick("I forgot to add the memo: who takes this one?")
        agent.button("conversation.claim").wait_for()
    address = ann.page.url.split("conversation=")[1].split("&")[0]
    claim = f"fetch('/api/console/conversations/{address}/claim', {{method: 'POST'}}).then(r => r.status)"
    ann.page.evaluate(f"window.mine = {claim}")
    ben.page.evaluate(f"window.mine = {claim}")
    statuses = sorted([ann.page.evaluate("window.mine"), ben.page.evaluate("window.mine")])
    assert statuses == [200, 409]
    customer.sees_text("notice.assigned")
    assert customer.page.get_by_role("log").get_by_text("has joined the conversation").count() == 1
