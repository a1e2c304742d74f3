# level: 2
from __future__ import unicode_literals
__doc__ = """Literals without a prefix under the future import; as in Python 2, raw ones read \\u and \\U.

>>> type(plain).__name__, plain == u"a\xf8"
('str', True)
>>> raw == u"\\\\d\\\\\\\\u00f8" + u"\xf8"
True
"""
plain = "a\xf8"
raw = r"\d\\u00f8\u00f8"
