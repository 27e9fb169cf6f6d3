"""Chinese as written becomes characters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosydesk.engine.starter.chinese_text import cardinal, spoken_form


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("2026-11-22", "二零二六年十一月二十二日"),
        ("2026年11月22日", "二零二六年十一月二十二日"),
        ("1990-1995年", "一九九零到一九九五年"),
        ("90年代", "九十年代"),
        ("学了3年", "学了三年"),
        ("8:30出发，3:05到", "八点三十分出发，三点零五分到"),
        ("12:00", "十二点整"),
        ("比分2:1", "比分二比一"),
        ("$1,250", "一千二百五十美元"),
        ("¥3.50", "三点五元"),
        ("€20和£5", "二十欧元和五英镑"),
        ("12.5%", "百分之十二点五"),
        ("3%-5%", "百分之三到百分之五"),
        ("3/4", "四分之三"),
        ("-5℃", "零下五摄氏度"),
        ("20°C", "二十摄氏度"),
        ("5km，100km/h，2kg", "五公里，一百公里每小时，两公斤"),
        ("16GB内存", "十六GB内存"),
        ("13800138000", "幺三八，零零幺三，八零零零"),
        ("010-12345678", "零幺零，幺二三四，五六七八"),
        ("拨打110", "拨打幺幺零"),
        ("编号12345", "编号幺二三四五"),
        ("2个，2月，2万，第2，12个", "两个，二月，两万，第二，十二个"),
        ("3-5个，10~20人", "三到五个，十到二十人"),
        ("iPhone 15", "iPhone 十五"),
        ("GPT-4", "GPT 四"),
        ("3×4=12", "三乘四等于十二"),
        ("０．５", "零．五"),
        ("1.5亿", "一点五亿"),
        ("007", "零零七"),
        ("v1.2.3", "一点二点三"),
    ],
)
def test_spoken_form(written: str, spoken: str) -> None:
    assert spoken_form(written) == spoken


@pytest.mark.parametrize(
    ("number", "spoken"),
    [
        (0, "零"),
        (10, "十"),
        (110, "一百一十"),
        (101, "一百零一"),
        (2000, "两千"),
        (20_002, "两万零二"),
        (1_000_010, "一百万零一十"),
        (120_000_000, "一亿两千万"),
        (-3, "负三"),
    ],
)
def test_cardinal(number: int, spoken: str) -> None:
    assert cardinal(number) == spoken


@given(st.text(alphabet="0123456789.,:：/-~+%$€¥°C℃km年月日号点个万亿第 第二", max_size=40))
def test_no_digit_is_left(text: str) -> None:
    assert not re.search(r"[0-9]", spoken_form(text))
