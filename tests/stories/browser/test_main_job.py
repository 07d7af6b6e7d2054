"""A customer asks, the assistant answers with its source, a person takes over and solves it."""

import pytest

from tests.stories.browser.conftest import Staff, Visit

STORIES = [
    (
        "en",
        "I forgot to add the memo to my deposit",
        "Hello, I have your deposit open now.",
        "It is credited.",
    ),
    ("zh-CN", "充值没到账，怎么办？", "您好，我正在为您核对这笔充值。", "已经入账，请查看。"),
    ("zh-TW", "我儲值一直沒有入帳", "您好，我正在為您查詢這筆儲值。", "已經入帳，請確認。"),
]


@pytest.mark.parametrize(("language", "question", "hello", "solved"), STORIES, ids=[s[0] for s in STORIES])
def test_ask_answer_person_solved(
    visit: Visit, staff: Staff, language: str, question: str, hello: str, solved: str
) -> None:
    customer, agent = visit(language), staff("ann", language)
    customer.ask(question)
    source = customer.page.get_by_role("link", name=customer.say("message.newtab")).or_(
        customer.page.get_by_role("list", name=customer.say("message.choices")).get_by_role("button")
    )
    source.first.wait_for()
    if customer.page.get_by_role("list", name=customer.say("message.choices")).count():
        customer.page.get_by_role("list", name=customer.say("message.choices")).get_by_role(
            "button"
        ).first.click()
    customer.sees_text("message.sources")

    customer.call_person()
    customer.sees_text("queue.place")
    agent.rows.last.click()
    agent.sees(question)
    agent.claim()
    agent.reply(hello)
    customer.sees_text("notice.assigned")
    customer.sees(hello)
    customer.ask("👍")
    agent.sees("👍")
    agent.reply(solved)
    customer.sees(solved)
    agent.button("conversation.close").click()
    customer.sees_text("notice.closed")
    agent.sees_text("notice.closed")

    customer.page.reload()
    for said in (question, hello, solved):
        customer.sees(said)
        assert customer.times_seen(said) == 1
    agent.page.reload()
    for said in (question, hello, solved):
        agent.sees(said)


def test_the_record_is_the_customers_to_keep_and_opens_the_thread_again(visit: Visit) -> None:
    customer = visit("en")
    customer.ask("I forgot to add the memo to my deposit, reference please")
    customer.choose("menu.record")
    with customer.page.expect_download() as saved:
        customer.button("record.text").click()
    record = saved.value.path().read_text(encoding="utf-8-sig")
    assert "I forgot to add the memo to my deposit, reference please" in record
    code = next(line for line in record.splitlines() if line.startswith("Resume code: ")).split(": ")[1]

    elsewhere = visit("en")
    elsewhere.choose("menu.resume")
    elsewhere.page.get_by_label(elsewhere.say("resume.label")).fill(code.lower())
    elsewhere.button("resume.submit").click()
    elsewhere.sees("I forgot to add the memo to my deposit, reference please")
