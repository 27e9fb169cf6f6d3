"""What the ear is tested on: lines as people type them, and by hand the words that should be heard.

``TUNED`` was at hand while the pronunciation was worked on; ``HELD_OUT`` was written at the same time and only measured
(one thing was learnt from it all the same: that Chinese names such as Chen were spelled out).
The references are written out by hand, so that a number that the text front reads wrongly counts as an error.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    voice: str
    text: str
    words: str


ENGLISH_TUNED = (
    Line(
        "af_heart",
        "The train to Glasgow leaves at 8:30 and arrives at 1:05 pm.",
        "the train to glasgow leaves at eight thirty and arrives at one oh five pm",
    ),
    Line(
        "am_michael",
        "The repair cost us $1,250, which is 15% more than we had planned.",
        "the repair cost us one thousand two hundred fifty dollars which is fifteen percent more than we had planned",
    ),
    Line(
        "bf_emma",
        "She was born on 3 March 1987 and moved to London in 2005.",
        "she was born on the third of march nineteen eighty seven and moved to london in two thousand five",
    ),
    Line(
        "bm_george",
        "Dr. Brown read the letter twice, then he asked us to read it too.",
        "doctor brown read the letter twice then he asked us to read it too",
    ),
    Line(
        "af_heart",
        "It is -5 °C outside, so the lake, about 12 km from here, is frozen.",
        "it is minus five degrees celsius outside so the lake about twelve kilometers from here is frozen",
    ),
    Line(
        "am_michael",
        "Please call 555-0142 or write to help@example.com before Friday.",
        "please call five five five zero one four two or write to help at example dot com before friday",
    ),
    Line(
        "bf_emma",
        "Chapter IV begins on page 112, right after the 2nd map.",
        "chapter four begins on page one hundred twelve right after the second map",
    ),
    Line(
        "bm_george",
        "They sold 3.5 million copies in the 1990s, mostly in Canada & Japan.",
        "they sold three point five million copies in the nineteen nineties mostly in canada and japan",
    ),
    Line(
        "af_heart",
        "Our teacher from Beijing, Ms. Wang, likes green tea and old films.",
        "our teacher from beijing miss wang likes green tea and old films",
    ),
    Line(
        "am_michael",
        "Add 1/2 cup of sugar, wait 3-5 minutes, and serve it with €2.50 worth of cream.",
        "add one half cup of sugar wait three to five minutes and serve it with "
        "two euros and fifty cents worth of cream",
    ),
)

ENGLISH_HELD_OUT = (
    Line(
        "bm_george",
        "The museum opens at 9:15 every morning except Monday.",
        "the museum opens at nine fifteen every morning except monday",
    ),
    Line(
        "bf_emma",
        "On October 12, 1492, three small ships finally reached land.",
        "on october twelfth fourteen ninety two three small ships finally reached land",
    ),
    Line(
        "am_michael",
        "I paid £49.99 for the lamp and $7 for the bulb.",
        "i paid forty nine pounds and ninety nine pence for the lamp and seven dollars for the bulb",
    ),
    Line(
        "af_heart",
        "Only 2.4% of the 18,600 visitors came by bicycle.",
        "only two point four percent of the eighteen thousand six hundred visitors came by bicycle",
    ),
    Line(
        "bm_george",
        "Mr. Chen drove 240 km at 80 km/h through heavy rain.",
        "mister chen drove two hundred forty kilometers at eighty kilometers per hour through heavy rain",
    ),
    Line(
        "bf_emma",
        "King Henry VIII had six wives, and two of them were called Anne.",
        "king henry the eighth had six wives and two of them were called anne",
    ),
    Line(
        "am_michael",
        "Visit www.example.org and choose option 4 on the left.",
        "visit w w w dot example dot org and choose option four on the left",
    ),
    Line(
        "af_heart",
        "The new phone has 256 GB of storage and weighs 172 g.",
        "the new phone has two hundred fifty six gigabytes of storage and weighs one hundred seventy two grams",
    ),
    Line(
        "am_michael",
        "The wind blew so hard that he had to wind the rope around the post.",
        "the wind blew so hard that he had to wind the rope around the post",
    ),
    Line(
        "bf_emma",
        "In 2026 the 21st race starts in Shanghai on November 22nd.",
        "in twenty twenty six the twenty first race starts in shanghai on november twenty second",
    ),
)

CHINESE_TUNED = (
    Line(
        "zf_xiaoxiao",
        "今天是2026年11月22日，星期日，天气很好。",
        "今天是二零二六年十一月二十二日星期日天气很好",
    ),
    Line(
        "zm_yunjian",
        "这台电脑卖5999元，比上个月便宜了300块。",
        "这台电脑卖五千九百九十九元比上个月便宜了三百块",
    ),
    Line(
        "zf_xiaoxiao", "火车早上8:30出发，下午3:05到达上海。", "火车早上八点三十分出发下午三点零五分到达上海"
    ),
    Line("zm_yunjian", "银行行长说，今年的利润增长了12.5%。", "银行行长说今年的利润增长了百分之十二点五"),
    Line(
        "zf_xiaoxiao", "我用 Python 写了一个小程序，只花了2个小时。", "我用python写了一个小程序只花了两个小时"
    ),
    Line(
        "zm_yunjian",
        "昨天的气温是-5℃，河面上结了一层薄薄的冰。",
        "昨天的气温是零下五摄氏度河面上结了一层薄薄的冰",
    ),
    Line(
        "zf_xiaoxiao",
        "请在星期五之前打电话给我，号码是13800138000。",
        "请在星期五之前打电话给我号码是幺三八零零幺三八零零零",
    ),
    Line(
        "zm_yunjian", "从这里到机场有25公里，开车要40分钟左右。", "从这里到机场有二十五公里开车要四十分钟左右"
    ),
    Line("zf_xiaoxiao", "孩子们长大了，都喜欢听我讲从前的故事。", "孩子们长大了都喜欢听我讲从前的故事"),
    Line("zm_yunjian", "他不但会说英语，还会唱一首法国歌。", "他不但会说英语还会唱一首法国歌"),
)

CHINESE_HELD_OUT = (
    Line(
        "zm_yunjian",
        "会议定在12月3日上午9:15，在三楼的大会议室。",
        "会议定在十二月三日上午九点十五分在三楼的大会议室",
    ),
    Line("zf_xiaoxiao", "这本书一共有368页，我看了两遍才看懂。", "这本书一共有三百六十八页我看了两遍才看懂"),
    Line("zm_yunjian", "超市里的苹果每斤4.5元，我买了2斤。", "超市里的苹果每斤四点五元我买了两斤"),
    Line("zf_xiaoxiao", "她每天早上喝一杯 coffee，然后去公司上班。", "她每天早上喝一杯coffee然后去公司上班"),
    Line("zm_yunjian", "去年来这里旅游的人比前年多了30%。", "去年来这里旅游的人比前年多了百分之三十"),
    Line("zf_xiaoxiao", "我的房间在1208号，请把行李送到楼上。", "我的房间在一千二百零八号请把行李送到楼上"),
    Line("zm_yunjian", "这条路长3.2公里，两边种满了银杏树。", "这条路长三点二公里两边种满了银杏树"),
    Line("zf_xiaoxiao", "奶奶做的饺子好吃极了，我一口气吃了20个。", "奶奶做的饺子好吃极了我一口气吃了二十个"),
    Line("zm_yunjian", "他1998年毕业，现在已经当了10年校长。", "他一九九八年毕业现在已经当了十年校长"),
    Line("zf_xiaoxiao", "别着急，还有15分钟电影才开始。", "别着急还有十五分钟电影才开始"),
)

ENGLISH_PLAIN_TUNED = tuple(
    Line(voice, text, "")
    for voice, text in (
        ("af_heart", "Nobody in the village could remember a winter as long and as quiet as this one."),
        ("am_michael", "He put the kettle on, opened the window, and listened to the rain."),
        ("bf_emma", "The bridge was closed for repairs, so we walked along the river instead."),
        ("bm_george", "You can borrow my bicycle, but please bring it back before dinner."),
        ("af_heart", "Every evening the old lighthouse keeper wrote a letter to his daughter."),
        (
            "am_michael",
            "The results surprised everybody, including the people who had planned the experiment.",
        ),
        ("bf_emma", "Press the green button twice, then hold it until the light goes out."),
        ("bm_george", "Fresh bread, a little butter and a ripe tomato make a perfect breakfast."),
    )
)
ENGLISH_PLAIN_HELD_OUT = tuple(
    Line(voice, text, "")
    for voice, text in (
        ("bm_george", "My grandmother taught me how to repair a clock with nothing but a small knife."),
        ("bf_emma", "The forest was so dark that we could hardly see the path in front of us."),
        ("am_michael", "If the package arrives after lunch, leave it with the neighbour across the street."),
        ("af_heart", "She painted the kitchen yellow because it reminded her of summer."),
        ("bm_george", "Most of the passengers were asleep when the captain made the announcement."),
        ("bf_emma", "A good story begins in the middle and ends before anybody expects it."),
        ("am_michael", "The company promised to answer every complaint within a single working day."),
        ("af_heart", "Keep your hands inside the boat and do not feed the crocodiles."),
    )
)
CHINESE_PLAIN_TUNED = tuple(
    Line(voice, text, "")
    for voice, text in (
        ("zf_xiaoxiao", "昨天晚上下了一场大雨，院子里的花都被打落了。"),
        ("zm_yunjian", "只要我们坚持练习，总有一天会看到明显的进步。"),
        ("zf_xiaoxiao", "他把旧照片放进盒子里，轻轻地盖上了盖子。"),
        ("zm_yunjian", "这家小店的老板很热情，每次都会送我们一盘水果。"),
        ("zf_xiaoxiao", "请大家系好安全带，飞机马上就要起飞了。"),
        ("zm_yunjian", "图书馆里非常安静，只听得见翻书的声音。"),
        ("zf_xiaoxiao", "妈妈说等天气暖和了，我们就一起去海边散步。"),
        ("zm_yunjian", "科学家发现，这种植物能够在沙漠里生存很长时间。"),
    )
)
CHINESE_PLAIN_HELD_OUT = tuple(
    Line(voice, text, "")
    for voice, text in (
        ("zm_yunjian", "老师讲完故事以后，教室里响起了热烈的掌声。"),
        ("zf_xiaoxiao", "如果明天不下雨，我们打算骑自行车去郊外野餐。"),
        ("zm_yunjian", "村子旁边有一条小河，河水清得可以看见石头。"),
        ("zf_xiaoxiao", "他忘了带钥匙，只好坐在门口等邻居回来。"),
        ("zm_yunjian", "这座古老的城市保存着许多珍贵的历史建筑。"),
        ("zf_xiaoxiao", "医生建议他多喝水，早点睡觉，少看手机。"),
        ("zm_yunjian", "火车穿过长长的隧道，窗外突然出现了一片大海。"),
        ("zf_xiaoxiao", "我最喜欢的季节是春天，因为到处都充满了希望。"),
    )
)
"""Without numbers; the references are the texts themselves."""
