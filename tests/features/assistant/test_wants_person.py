"""Whether a message asks for a human being: whoever does gets one; a story about false agents is none."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.features.assistant.model import wants_person

DEFAULT = Path(__file__).parents[3] / "brands" / "default"

ASKING = {
    "zh-CN": """
        转人工
        转人工！
        人工
        人工客服
        人工服务
        真人
        真人客服
        我要人工
        我要找人工客服
        请转人工客服
        帮我转接人工
        麻烦转接一下真人客服
        转接到人工
        转到客服
        找客服
        找个真人
        叫个真人来
        联系客服
        怎么联系人工客服
        客服在吗
        人工在吗
        有没有人工客服
        没有人工吗
        能不能给我转个人工
        我不想和机器人说话，转人工
        不要机器人
        别再用机器人了
        我想跟真人聊
        想和人沟通
        叫你们经理来
        找你们主管
        我要投诉，找负责人
        充值没到账，转人工
        我遇到骗子了，帮我转人工
        有人冒充客服，我要找真人客服
        被骗了，快转人工客服
        收到假客服电话，请给我转人工
        ＺＺ 转 人 工
    """,
    "zh-TW": """
        轉人工
        轉真人
        轉接真人客服
        請幫我轉接專員
        我要找客服人員
        我要真人服務
        真人客服
        專人服務
        可以跟真人講話嗎
        請真人處理
        不要機器人回覆
        聯絡客服
        我想找客服專員
        遇到詐騙，請轉真人客服
    """,
    "yue": """
        搵真人
        搵客服
        我要搵真人客服
        有冇真人
        有冇客服喺度
        我想同真人倾
        我想同真人傾偈
        可唔可以同真人講
        唔要機械人
        轉真人啦
        幫我搵你哋客服
    """,
    "en": """
        human
        Human please
        agent
        agent!
        AGENT NOW
        operator
        a real person please
        real person
        talk to a person
        I want to talk to a person
        can I talk to someone?
        Can I speak to a human being?
        let me speak with a real human
        speak to an agent
        I'd like to chat with a live agent
        connect me to an agent
        connect me with support
        transfer me to a human
        please transfer me to a representative
        put me through to an operator
        I need a human
        i need to speak with customer service
        is there a human here
        is there a real person I can talk to
        get me a person
        give me a real agent
        find me someone
        talk to support
        contact support
        how do I contact customer support?
        I need to contact an agent
        I want to speak to a manager
        let me talk to your supervisor
        customer service please
        live agent
        live chat
        not a bot please
        I don't want a bot, give me a human
        stop the bot
        no more bots
        I was scammed, I want to talk to a human
        Someone pretending to be an agent called me. I want to talk to a real person
        there is a fake support account, please connect me to an agent
        I want to talk to a person to claim my deposit
        ｔａｌｋ ｔｏ ａ ｐｅｒｓｏｎ
    """,
}

NOT_ASKING = {
    "zh-CN": """
        充值没到账
        提现多久到账
        假客服
        遇到假客服怎么办
        客服打电话让我转账
        客服加我微信让我转钱
        有客服问我要验证码
        客服说要交保证金是真的吗
        自称客服的人让我下载软件
        有人冒充客服
        冒充你们客服的骗子
        接到客服电话说我账户异常
        刚接客服电话让我转到安全账户
        我转到客服给的地址了
        骗子客服
        怎么分辨真假客服
        客服会打电话吗
        客服会要验证码吗
        人工智能
        有没有人工智能交易
        需要人工审核吗
        提现要人工审核多久
        需要真人认证吗
        真人验证失败
        转账
        转账给朋友
        转错人了
        转给别人了
        转人民币
        机器人交易怎么设置
        网格机器人
        我要提现
        不要跟人说密码
        提示“功能已被禁用，请联系客服”
        我要找回密码
        我想和人合伙买币
        换手机号
    """,
    "zh-TW": """
        假客服
        客服打電話叫我轉帳
        自稱客服的人要我操作解除分期
        有人冒充客服加我 LINE
        怎麼分辨真假客服
        入金沒到帳
        需要人工審核嗎
        轉帳給朋友
    """,
    "yue": """
        假客服
        有人扮客服打畀我
        客服打電話叫我過數
        入金未到
        點樣分真假客服
    """,
    "en": """
        my deposit is missing
        someone pretending to be an agent
        someone pretending to be your support agent called me
        fake agent
        a fake support agent asked for my code
        I got a call from a man claiming to be an agent
        an agent told me to move my funds
        your agent called me
        an agent on Telegram asked for my seed phrase
        is this agent real?
        I'm not a robot
        I am not a robot does not load
        the "I'm not a robot" box fails
        I need human verification
        human verification failed
        how do I use a trading bot
        not a bot trade, a manual one
        transfer to another person
        how do I transfer to a person by email
        I sent it to someone else
        someone got into my account
        I do not need a person
        I don't want to talk to a person
        no need for an agent
        can a person have two accounts
        I am a person under 18
        person to person trading
        what does an agent cost
        user agent
        all buttons are grey and one line tells me to contact support
        withdraw
    """,
}


def lines(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(language, line.strip()) for language, text in table.items() for line in text.strip().split("\n")]


@pytest.mark.parametrize(("language", "text"), lines(ASKING))
def test_whoever_asks_for_a_person_is_understood(language: str, text: str) -> None:
    assert wants_person(text)


@pytest.mark.parametrize(("language", "text"), lines(NOT_ASKING))
def test_who_speaks_of_agents_does_not_ask_for_one(language: str, text: str) -> None:
    assert not wants_person(text)


@given(st.sampled_from(lines(ASKING)), st.sampled_from(["", " ", "\n", "  \t"]), st.booleans())
def test_space_and_capitals_change_nothing(asked: tuple[str, str], space: str, loud: bool) -> None:
    text = asked[1].upper() if loud else asked[1]
    assert wants_person(space + text + space)


@given(st.text(max_size=200))
def test_any_text_is_looked_at_without_failing(text: str) -> None:
    assert wants_person(text) in (True, False)


def test_sample_questions_are_answered_not_passed_on() -> None:
    """Questions as customers wrote them, on every topic; some few do ask for a person."""
    lines = (DEFAULT / "sample-questions.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line)["text"] for line in lines]
    assert len(asked) > 500
    assert sum(wants_person(text) for text in asked) < len(asked) / 250


@pytest.mark.parametrize(
    "piece", ["找", "talk to ", "转一下", "not a ", "a person ", "客服", "假的", "i'm ", "人 "]
)
def test_the_longest_text_costs_little(piece: str) -> None:
    """In the processor's time of this thread: a pattern that turned quadratic would take seconds."""
    begun = time.thread_time()
    wants_person(piece * (8_000 // len(piece)))
    assert time.thread_time() - begun < 0.25
