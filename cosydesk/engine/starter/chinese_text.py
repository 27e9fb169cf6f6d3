"""Chinese as written -> Chinese as spoken: numbers, dates, money, units and signs in characters.

Latin words stay: they are spoken as English. Patterns run from the most special to the most general.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

_Match = re.Match[str]
_DIGITS = "零一二三四五六七八九"
_NUMBER = r"\d+(?:\.\d+)?"
_MONEY = {
    "US$": "美元", "HK$": "港元", "A$": "澳元", "C$": "加元", "$": "美元", "€": "欧元", "£": "英镑", "¥": "元",
    "￥": "元", "₩": "韩元", "₹": "卢比",
}  # fmt: skip
_CODES = {"USD": "美元", "EUR": "欧元", "GBP": "英镑", "CNY": "元", "RMB": "元", "JPY": "日元", "HKD": "港元"}
_UNITS = {
    "km/h": "公里每小时", "m/s": "米每秒", "km²": "平方公里", "km2": "平方公里", "m²": "平方米", "m2": "平方米",
    "cm²": "平方厘米", "m³": "立方米", "m3": "立方米", "km": "公里", "cm": "厘米", "mm": "毫米", "nm": "纳米",
    "μm": "微米", "m": "米", "kg": "公斤", "mg": "毫克", "g": "克", "ml": "毫升", "mL": "毫升", "L": "升",
    "kHz": "千赫", "MHz": "兆赫", "GHz": "吉赫", "Hz": "赫兹", "kWh": "千瓦时", "kW": "千瓦", "W": "瓦", "V": "伏",
    "mAh": "毫安时", "mA": "毫安", "dB": "分贝",
    "ms": "毫秒", "s": "秒", "min": "分钟", "h": "小时", "kcal": "千卡", "kPa": "千帕",
    "Pa": "帕", "t": "吨", "fps": "帧每秒",
}  # fmt: skip
_MEASURES = (
    "个只条张本位次天年周块元米点度秒克斤岁倍种件台辆杯瓶碗家间座场轮篇句遍步对双套份颗群名人口万亿千字页段行盒包袋片支枝根把朵棵"
    "幅首部门项艘架匹头顿趟回番下厘公平立小分"
)
_LIKE_CODES = "编号|号码|代码|密码|房间|账号|邮编|尾号|验证码|工号|车牌|学号|卡号|单号|QQ|代号"
_SIGNS = {
    "+": "加", "=": "等于", "×": "乘", "÷": "除以", "±": "正负", "≈": "约等于", "≠": "不等于", "≤": "小于等于",
    "≥": "大于等于", "%": "百分之", "&": "和", "°": "度", "℃": "摄氏度", "℉": "华氏度", "→": "到", "√": "根号",
    "$": "美元", "€": "欧元", "£": "英镑", "¥": "元", "￥": "元", "‰": "千分之", "²": "平方", "³": "立方", "№": "第",
}  # fmt: skip


def spoken_form(text: str) -> str:
    """Characters, Latin words and punctuation only; no digit and no sign is left."""
    text = "".join(_half_width(char) for char in text)
    for pattern, replace in _rules():
        text = pattern.sub(replace, text)
    return text


def cardinal(number: int) -> str:
    """1250 -> 一千二百五十; 10 -> 十."""
    if number < 0:
        return "负" + cardinal(-number)
    if number >= 10**16:
        return digits(str(number))
    text = _cardinal(number)
    return text[1:] if text.startswith("一十") else text


def digits(text: str, yao: bool = False) -> str:
    """ "2026" -> 二零二六; with `yao`, as in telephone numbers, 1 is 幺."""
    spoken = "".join(_DIGITS[int(char)] for char in text if char in "0123456789")
    return spoken.replace("一", "幺") if yao else spoken


def decimal(text: str) -> str:
    """ "3.50" -> 三点五零; a leading zero makes it digits."""
    whole, point, part = text.partition(".")
    if len(whole) > 1 and whole[0] == "0" and not point:
        return digits(whole)
    return (cardinal(int(whole)) if len(whole) < 17 else digits(whole)) + (
        f"点{digits(part)}" if point and part else ""
    )


def _cardinal(number: int) -> str:
    if number < 10:
        return _DIGITS[number]
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= scale:
            count, rest = divmod(number, scale)
            head = _cardinal(count)
            if head == "二" and scale != 10 and scale != 100:
                head = "两"
            if not rest:
                return head + name
            gap = "零" if rest < scale // 10 else ""
            return head + name + gap + _cardinal(rest)
    raise AssertionError(number)


def _half_width(char: str) -> str:
    if (
        "\uff10" <= char <= "\uff19"
        or "\uff21" <= char <= "\uff5a"
        or char in "％＋－＝＄＆＃＠／～　㎡㎞㎏㎝㎜½¼¾⅓⅔ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
    ):
        return unicodedata.normalize("NFKC", char).replace("⁄", "/")
    return char


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Callable[[_Match], str]], ...]:
    signs = "|".join(re.escape(sign) for sign in sorted(_MONEY, key=len, reverse=True))
    codes = "|".join(_CODES)
    units = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
    number = f"({_NUMBER})"
    scale = "(万|亿|千|百万|千万|百亿|千亿)?"
    rules: list[tuple[str, Callable[[_Match], str]]] = [
        (r"(?<=\d),(?=\d{3}(?!\d))", lambda m: ""),
        # telephones and the like
        (
            r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)",
            lambda m: "，".join(digits(part, yao=True) for part in m.groups()),
        ),
        (
            r"(?<!\d)(0\d{2,3}|400|800)[- ](\d{3,4})[- ]?(\d{4})(?!\d)",
            lambda m: "，".join(digits(part, yao=True) for part in m.groups()),
        ),
        (
            r"(拨打|拨|打|电话|热线|报警|呼叫)(\s?)(1\d{2}|12\d{3}|10\d{3})(?![\d.年月日个元块])",
            lambda m: m[1] + digits(m[3], yao=True),
        ),
        (rf"({_LIKE_CODES})([是为：:]?\s?)(\d{{3,}})", lambda m: m[1] + m[2] + digits(m[3], yao=True)),
        # dates
        (r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", _date),
        (r"(?<!\d)(\d{4})[-~—–](\d{4})(?=年)", lambda m: f"{digits(m[1])}到{digits(m[2])}"),
        (r"(?<!\d)(\d{4})(?=\s?(?:年(?!前|后|来|间)|届|级|款|版))", lambda m: digits(m[1])),
        (r"(?<!\d)(\d{2})(?=年(?:代初|代末|\d))", lambda m: digits(m[1])),
        (r"(?<!\d)([06-9]\d)(?=年(?!代|前|后|来|级|间|的))", lambda m: digits(m[1])),
        (
            r"(?<!\d)0?(\d{1,2})月0?(\d{1,2})([日号])?",
            lambda m: f"{cardinal(int(m[1]))}月{cardinal(int(m[2]))}{m[3] or '日'}",
        ),
        # times and scores
        (r"(?<![\d:])([01]?\d|2[0-4])[:：]([0-5]\d)(?:[:：]([0-5]\d))?(?![\d:])", _time),
        (r"(?<!\d)(\d+)[:：](\d+)(?!\d)", lambda m: f"{cardinal(int(m[1]))}比{cardinal(int(m[2]))}"),
        # money
        (rf"({signs})\s?{number}\s?{scale}", lambda m: _amount(m[2]) + (m[3] or "") + _MONEY[m[1]]),
        (rf"{number}\s?{scale}\s?({signs})", lambda m: _amount(m[1]) + (m[2] or "") + _MONEY[m[3]]),
        (rf"{number}\s?{scale}\s?({codes})\b", lambda m: _amount(m[1]) + (m[2] or "") + _CODES[m[3]]),
        (rf"{number}(?=[元块])", lambda m: _two(_amount(m[1]))),
        # parts
        (
            rf"(-|−)?{number}\s?%?\s?[-~—–至到]\s?{number}\s?%",
            lambda m: f"百分之{decimal(m[2])}到百分之{decimal(m[3])}",
        ),
        (rf"(-|−)?{number}\s?%", lambda m: ("负" if m[1] else "") + f"百分之{decimal(m[2])}"),
        (rf"{number}\s?‰", lambda m: f"千分之{decimal(m[1])}"),
        (
            r"(?<![\d/.])(\d{1,3})/(\d{1,3})(?![\d/.])",
            lambda m: f"{cardinal(int(m[2]))}分之{cardinal(int(m[1]))}",
        ),
        # measures
        (
            rf"(?:{number}\s?[-~—–至到]\s?)?(-|−)?{number}\s?(?:°\s?C|℃)",
            lambda m: (
                (f"{decimal(m[1])}到" if m[1] else "") + ("零下" if m[2] else "") + f"{decimal(m[3])}摄氏度"
            ),
        ),
        (rf"{number}\s?(?:°\s?F|℉)", lambda m: f"{decimal(m[1])}华氏度"),
        (
            rf"(?:{number}\s?[-~—–至到]\s?)?{number}\s?({units})(?![A-Za-z²³])",
            lambda m: (f"{decimal(m[1])}到" if m[1] else "") + _two(decimal(m[2])) + _UNITS[m[3]],
        ),
        # versions, ranges, arithmetic
        (
            r"[vV]?(\d+(?:\.\d+){2,})",
            lambda m: "点".join(
                cardinal(int(part)) if len(part) < 3 else digits(part) for part in m[1].split(".")
            ),
        ),
        (r"[vV](?=\d)", lambda m: "版本"),
        (rf"(?<![\dA-Za-z-]){number}\s?[-~～—–]+\s?{number}", lambda m: f"{decimal(m[1])}到{decimal(m[2])}"),
        (r"(?<=\d)\s?[xX×*]\s?(?=\d)", lambda m: "乘"),
        (r"(?<=\d)\s?[-−]\s?(?=\d+\s?=)", lambda m: "减"),
        (r"(?<=\d)\s?>\s?(?=\d)", lambda m: "大于"),
        (r"(?<=\d)\s?<\s?(?=\d)", lambda m: "小于"),
        (r"(?<=[A-Za-z])-(?=\d)", lambda m: " "),
        (rf"(?<![\d\w])[-−]{number}", lambda m: f"负{decimal(m[1])}"),
        # numbers
        (r"第(\d+)", lambda m: "第" + cardinal(int(m[1]))),
        (
            r"(?<![\d.])2(?=(.))",
            lambda m: (
                "两"
                if m[1] in _MEASURES and not _ordinal_use(m)
                else "二"
                if not (m[1].isdigit() or m[1] == ".")
                else "2"
            ),
        ),
        (r"(?<![\d.])(\d{9,}|0\d+)(?![\d.])", lambda m: digits(m[1])),
        (number, lambda m: decimal(m[1])),
        (r"\d", lambda m: digits(m[0])),
        ("|".join(re.escape(sign) for sign in _SIGNS), lambda m: _SIGNS[m[0]]),
        (r"[*_^`|~\\#{}\[\]<>•/]+", lambda m: " "),
    ]
    return tuple((re.compile(pattern), replace) for pattern, replace in rules)


def _date(match: _Match) -> str:
    month, day = int(match[2]), int(match[3])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return match[0]
    return f"{digits(match[1])}年{cardinal(month)}月{cardinal(day)}日"


def _time(match: _Match) -> str:
    hour, minute = int(match[1]), int(match[2])
    # 3:2 is a score, and so is 12:34 behind 比分
    if match.string[: match.start()].endswith(("比分", "比分是", "比分为")):
        return f"{cardinal(hour)}比{cardinal(minute)}"
    words = ("两" if hour == 2 else cardinal(hour)) + "点"
    if minute:
        words += ("零" if minute < 10 else "") + cardinal(minute) + "分"
    elif not match[3]:
        words += "整"
    if match[3]:
        words += ("" if minute else "零分") + cardinal(int(match[3])) + "秒"
    return words


def _amount(text: str) -> str:
    """A price: zeros behind the point aren't read."""
    return decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _two(text: str) -> str:
    return "两" if text == "二" else text


def _ordinal_use(match: _Match) -> bool:
    """2月, 2年级: a two that is a name, not a count."""
    rest = match.string[match.end() : match.end() + 2]
    return rest.startswith(("年级", "分之", "次方", "公里处", "人转", "小姐"))
