"""What is written in one way and heard in another: numbers, units, money, times, fractions."""

from __future__ import annotations

import pytest

from cosydesk.studio.checking.reading import read_back
from cosydesk.studio.checking.said import written_out
from cosydesk.studio.take import TakeRequest

ENGLISH = [
    ("It was -5 °C.", "It was minus five degrees Celsius."),
    ("It was -5 degrees.", "It was negative five degrees."),
    ("70°F", "seventy degrees fahrenheit"),
    ("3-5 minutes", "three to five minutes"),
    ("1990-1995", "nineteen ninety to nineteen ninety-five"),
    ("$12.50", "twelve dollars and fifty cents"),
    ("$12.50", "twelve dollars fifty"),
    ("$12.50", "12 dollars 50 cents"),
    ("$1,250", "one thousand two hundred and fifty dollars"),
    ("£3.20", "three pounds twenty"),
    ("€5", "five euros"),
    ("$1", "one dollar"),
    ("1/2 cup", "half a cup"),
    ("½ cup", "one half cup"),
    ("60 km/h", "sixty kilometers per hour"),
    ("60 km/h", "60 kilometres per hour"),
    ("60 mph", "sixty miles per hour"),
    ("5 kg", "five kilograms"),
    ("5kg", "five kilos"),
    ("500 ml", "five hundred milliliters"),
    ("6 ft", "six feet"),
    ("20 cm", "twenty centimetres"),
    ("10 min", "ten minutes"),
    ("10 lbs", "ten pounds"),
    ("9:15 am", "nine fifteen a.m."),
    ("at 8:00", "at eight o'clock"),
    ("8:05", "eight oh five"),
    ("3:30 pm", "three thirty PM"),
    ("15%", "fifteen percent"),
    ("the 2nd map", "the second map"),
    ("Chapter IV", "chapter four"),
    ("500 g", "500 grams"),
    ("example.com", "example dot com"),
    ("help@example.com", "help at example dot com"),
    ("128 GB", "128 gigabytes"),
    ("1.5 million", "one point five million"),
    ("$3 million", "three million dollars"),
    ("555-0142", "five five five oh one four two"),
    ("No. 5", "number five"),
    ("7:00", "seven"),
    ("5 m", "five metres"),
    ("3 March", "the third of March"),
    ("2 oz", "two ounces"),
    ("100 W", "100 watts"),
    ("1 km", "one kilometer"),
    ("¥300", "three hundred yen"),
    ("It was −5°C.", "it was minus 5 degrees Celsius"),
    ("1 1/2 hours", "one and a half hours"),
]
CHINESE = [
    ("气温是-5℃。", "气温是零下五度"),
    ("气温是-5℃。", "气温是零下5摄氏度"),
    ("气温是-5°C。", "气温是零下五摄氏度"),
    ("最低零下12℃", "最低零下十二度"),
    ("今天25℃。", "今天二十五度"),
    ("-3", "负三"),
    ("温度-3.5度", "温度零下三点五度"),
    ("15%", "百分之十五"),
    ("¥300", "三百元"),
    ("¥300", "三百块"),
    ("300块钱", "三百元"),
    ("$5.50", "五点五美元"),
    ("￥99.8", "九十九点八元"),
    ("8:30出发", "八点三十分出发"),
    ("8:30出发", "八点半出发"),
    ("8:30出发", "8点30分出发"),
    ("下午3:05", "下午三点零五分"),
    ("10:00开会", "十点开会"),
    ("25km", "二十五公里"),
    ("5kg", "五公斤"),
    ("5kg", "五千克"),
    ("120km/h", "一百二十公里每小时"),
    ("120km/h", "每小时一百二十公里"),
    ("3-5分钟", "三到五分钟"),
    ("3~5分钟", "三至五分钟"),
    ("1/2", "二分之一"),
    ("½杯", "半杯"),
    ("2026年11月22日", "二零二六年十一月二十二日"),
    ("12.5%", "百分之十二点五"),
    ("80m高", "八十米高"),
    ("500g糖", "五百克糖"),
    ("500ml", "五百毫升"),
    ("20cm", "二十厘米"),
    ("60m²", "六十平方米"),
    ("128GB", "一百二十八G B"),
    ("我买了两块蛋糕", "我买了两块蛋糕"),
    ("第3名", "第三名"),
    ("1,250元", "一千二百五十元"),
    ("3万", "三万"),
    ("一块儿去", "一块儿去"),
    ("2026-11-22发布", "二零二六年十一月二十二日发布"),
    ("气温是-5℃", "气温是-5度"),
]


def errors(text: str, heard: str, language: str) -> int:
    request = TakeRequest("starter", "starter:af_heart", "sft", text, "", 1.0, 0)
    return read_back(request, heard, language).comparison.errors


@pytest.mark.parametrize(("text", "heard"), ENGLISH)
def test_english_that_is_only_written_otherwise_agrees(text: str, heard: str) -> None:
    assert errors(text, heard, "en") == 0
    assert errors(heard, text, "en") == 0


@pytest.mark.parametrize(("text", "heard"), CHINESE)
def test_chinese_that_is_only_written_otherwise_agrees(text: str, heard: str) -> None:
    assert errors(text, heard, "zh") == 0
    assert errors(heard, text, "zh") == 0


@pytest.mark.parametrize(
    ("text", "heard", "language"),
    [
        ("It was -5 °C.", "It was five degrees Celsius.", "en"),
        ("3-5 minutes", "three to four minutes", "en"),
        ("$12.50", "twelve dollars fifteen", "en"),
        ("$12.50", "twelve euros fifty", "en"),
        ("at 8:30", "at eight o'clock", "en"),
        ("70°F", "seventy degrees Celsius", "en"),
        ("1/2 cup", "1/4 cup", "en"),
        ("5 kg", "five kilometers", "en"),
        ("Chapter IV", "Chapter six", "en"),
        ("气温是-5℃", "气温是五度", "zh"),
        ("气温是-5℃", "气温是零下十五度", "zh"),
        ("8:30出发", "八点出发", "zh"),
        ("3-5分钟", "三到四分钟", "zh"),
        ("5kg", "五公里", "zh"),
        ("5g", "五公斤", "zh"),
        ("15%", "十五", "zh"),
        ("$5.50", "五点五元", "zh"),
        ("2/3", "三分之一", "zh"),
    ],
)
def test_what_is_another_thing_does_not(text: str, heard: str, language: str) -> None:
    assert errors(text, heard, language) > 0


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Call 555-0142, a well-known number.", "en"),
        ("On 2026-11-22 the score was 1-0-1.", "en"),
        ("号码是010-6255-1234。", "zh"),
        ("COVID-19和F-16", "zh"),
        ("-5 °C", "de"),
    ],
)
def test_numbers_that_are_no_range_and_other_languages_stay(text: str, language: str) -> None:
    assert written_out(text, language) == text
