"""Refusals of people."""

from bellrock.kit.errors import Refusal


class Unknown(Refusal):
    """No session, or one that ended or expired."""

    code = "people.unauthenticated"
    kind = "unauthenticated"


class WrongLogin(Refusal):
    """The login or the password is wrong; which of them is not said."""

    code = "people.wrong_login"
    kind = "unauthenticated"


class NotAllowed(Refusal):
    """The role lacks the permission named in `permission`."""

    code = "people.not_allowed"
    kind = "forbidden"


class NoSuchAgent(Refusal):
    code = "people.no_such_agent"
    kind = "missing"


class NoSuchSession(Refusal):
    code = "people.no_such_session"
    kind = "missing"


class LoginTaken(Refusal):
    code = "people.login_taken"
    kind = "conflict"


class BadAgent(Refusal):
    """A field of a new agent is wrong; `field` names it."""

    code = "people.bad_agent"
    kind = "invalid"


class BadToken(Refusal):
    """The exchange's token is not acceptable; `reason` is a code."""

    code = "people.bad_token"
    kind = "unauthenticated"


class TokenUsed(Refusal):
    """The exchange's token was exchanged before: each is good once."""

    code = "people.token_used"
    kind = "unauthenticated"


class WrongResumeCode(Refusal):
    code = "people.wrong_resume_code"
    kind = "unauthenticated"
