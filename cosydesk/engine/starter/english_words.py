"""The word lists of the English normaliser."""

from __future__ import annotations

from cosydesk.engine.starter.lists import word_list

_MONTH_NAMES = word_list(
    "January February March April May June July August September October November December"
)
MONTHS: dict[str, str] = {name: name for name in _MONTH_NAMES}
"""Month names and their short forms -> the full name, January first."""
MONTHS |= {name[:3]: name for name in _MONTH_NAMES} | {"Sept": "September"}

WEEKDAYS: dict[str, str] = {
    "Mon": "Monday",
    "Tue": "Tuesday",
    "Tues": "Tuesday",
    "Wed": "Wednesday",
    "Thu": "Thursday",
    "Thur": "Thursday",
    "Thurs": "Thursday",
    "Fri": "Friday",
    "Sat": "Saturday",
    "Sun": "Sunday",
}

_DOLLAR = ("dollar", "dollars", "cent", "cents")
_POUND = ("pound", "pounds", "penny", "pence")
_EURO = ("euro", "euros", "cent", "cents")
_YEN = ("yen", "yen", "", "")
_YUAN = ("yuan", "yuan", "", "")
_RUPEE = ("rupee", "rupees", "paisa", "paise")
_WON = ("won", "won", "", "")
_BITCOIN = ("bitcoin", "bitcoins", "", "")

CURRENCIES: dict[str, tuple[str, str, str, str]] = {
    "$": _DOLLAR,
    "US$": ("U.S. dollar", "U.S. dollars", "cent", "cents"),
    "A$": ("Australian dollar", "Australian dollars", "cent", "cents"),
    "C$": ("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "HK$": ("Hong Kong dollar", "Hong Kong dollars", "cent", "cents"),
    "£": _POUND,
    "€": _EURO,
    "¥": _YEN,
    "￥": _YUAN,
    "RMB¥": _YUAN,
    "₹": _RUPEE,
    "₩": _WON,
    "₿": _BITCOIN,
}
"""Sign -> one, many, its hundredth, its hundredths."""

CURRENCY_CODES: dict[str, tuple[str, str, str, str]] = {
    "USD": ("U.S. dollar", "U.S. dollars", "cent", "cents"),
    "EUR": _EURO,
    "GBP": _POUND,
    "JPY": _YEN,
    "CNY": _YUAN,
    "RMB": _YUAN,
    "AUD": CURRENCIES["A$"],
    "CAD": CURRENCIES["C$"],
    "HKD": CURRENCIES["HK$"],
    "CHF": ("Swiss franc", "Swiss francs", "", ""),
    "INR": _RUPEE,
    "KRW": _WON,
}

UNITS: dict[str, tuple[str, str]] = {
    "km/h": ("kilometer per hour", "kilometers per hour"),
    "kph": ("kilometer per hour", "kilometers per hour"),
    "mph": ("mile per hour", "miles per hour"),
    "m/s": ("meter per second", "meters per second"),
    "km²": ("square kilometer", "square kilometers"),
    "m²": ("square meter", "square meters"),
    "cm²": ("square centimeter", "square centimeters"),
    "m³": ("cubic meter", "cubic meters"),
    "cm³": ("cubic centimeter", "cubic centimeters"),
    "km": ("kilometer", "kilometers"),
    "cm": ("centimeter", "centimeters"),
    "mm": ("millimeter", "millimeters"),
    "nm": ("nanometer", "nanometers"),
    "μm": ("micrometer", "micrometers"),
    "µm": ("micrometer", "micrometers"),
    "m": ("meter", "meters"),
    "mi": ("mile", "miles"),
    "ft": ("foot", "feet"),
    "yd": ("yard", "yards"),
    "kg": ("kilogram", "kilograms"),
    "mg": ("milligram", "milligrams"),
    "g": ("gram", "grams"),
    "lb": ("pound", "pounds"),
    "lbs": ("pound", "pounds"),
    "oz": ("ounce", "ounces"),
    "L": ("liter", "liters"),
    "l": ("liter", "liters"),
    "ml": ("milliliter", "milliliters"),
    "mL": ("milliliter", "milliliters"),
    "ms": ("millisecond", "milliseconds"),
    "s": ("second", "seconds"),
    "sec": ("second", "seconds"),
    "min": ("minute", "minutes"),
    "mins": ("minute", "minutes"),
    "h": ("hour", "hours"),
    "hr": ("hour", "hours"),
    "hrs": ("hour", "hours"),
    "Hz": ("hertz", "hertz"),
    "kHz": ("kilohertz", "kilohertz"),
    "MHz": ("megahertz", "megahertz"),
    "GHz": ("gigahertz", "gigahertz"),
    "KB": ("kilobyte", "kilobytes"),
    "kB": ("kilobyte", "kilobytes"),
    "MB": ("megabyte", "megabytes"),
    "GB": ("gigabyte", "gigabytes"),
    "TB": ("terabyte", "terabytes"),
    "Kbps": ("kilobit per second", "kilobits per second"),
    "kbps": ("kilobit per second", "kilobits per second"),
    "Mbps": ("megabit per second", "megabits per second"),
    "Gbps": ("gigabit per second", "gigabits per second"),
    "kbit/s": ("kilobit per second", "kilobits per second"),
    "MB/s": ("megabyte per second", "megabytes per second"),
    "V": ("volt", "volts"),
    "mV": ("millivolt", "millivolts"),
    "kV": ("kilovolt", "kilovolts"),
    "A": ("amp", "amps"),
    "mA": ("milliamp", "milliamps"),
    "mAh": ("milliamp hour", "milliamp hours"),
    "W": ("watt", "watts"),
    "kW": ("kilowatt", "kilowatts"),
    "MW": ("megawatt", "megawatts"),
    "GW": ("gigawatt", "gigawatts"),
    "kWh": ("kilowatt hour", "kilowatt hours"),
    "J": ("joule", "joules"),
    "kJ": ("kilojoule", "kilojoules"),
    "N": ("newton", "newtons"),
    "Pa": ("pascal", "pascals"),
    "hPa": ("hectopascal", "hectopascals"),
    "cal": ("calorie", "calories"),
    "kcal": ("kilocalorie", "kilocalories"),
    "dB": ("decibel", "decibels"),
    "fps": ("frame per second", "frames per second"),
    "rpm": ("revolution per minute", "revolutions per minute"),
    "px": ("pixel", "pixels"),
    "pt": ("point", "points"),
    "ha": ("hectare", "hectares"),
}
"""Unit after a number -> its name for one, for many."""

ABBREVIATIONS: dict[str, str] = {
    "mr.": "Mister",
    "mrs.": "Missus",
    "ms.": "Miss",
    "dr.": "Doctor",
    "prof.": "Professor",
    "st.": "Street",
    "ave.": "Avenue",
    "blvd.": "Boulevard",
    "rd.": "Road",
    "mt.": "Mount",
    "gen.": "General",
    "col.": "Colonel",
    "capt.": "Captain",
    "sgt.": "Sergeant",
    "lt.": "Lieutenant",
    "rev.": "Reverend",
    "hon.": "Honorable",
    "gov.": "Governor",
    "sen.": "Senator",
    "rep.": "Representative",
    "jr.": "Junior",
    "sr.": "Senior",
    "inc.": "Incorporated",
    "ltd.": "Limited",
    "corp.": "Corporation",
    "co.": "Company",
    "dept.": "Department",
    "est.": "established",
    "approx.": "approximately",
    "vs.": "versus",
    "vs": "versus",
    "etc.": "et cetera",
    "e.g.": "for example",
    "i.e.": "that is",
    "fig.": "figure",
    "vol.": "volume",
    "ch.": "chapter",
    "pp.": "pages",
    "no.": "number",
    "nos.": "numbers",
    "w/o": "without",
    "w/": "with",
}
"""Lower-case short form -> words."""

NEVER_LAST: frozenset[str] = frozenset(
    word_list(
        "mr. mrs. ms. dr. prof. st. mt. gen. col. capt. sgt. lt. rev. hon. gov. sen. rep. approx. vs. e.g. i.e. "
        "fig. vol. ch. pp. no. nos. jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec."
    )
)
"""Short forms whose full stop doesn't end a sentence."""

NUMBERED: tuple[str, ...] = tuple(
    word_list(
        "chapter part act scene volume book section phase type class war level episode season appendix article title "
        "stage unit figure table grade round tier vol vatican apollo super bowl"
    )
)
"""Words after which letters such as IV are a number."""

MONARCHS: tuple[str, ...] = tuple(
    word_list(
        "Elizabeth Henry Louis George Charles Edward James William Richard Philip Napoleon Nicholas Alexander "
        "Catherine Frederick Pius Benedict Leo Paul Ivan Peter Mary Ramses Ferdinand Umberto Christian Gustav"
    )
)
"""Names after which it is an ordinal: Henry the eighth."""

SIGNS: dict[str, str] = {
    "&": " and ",
    "+": " plus ",
    "=": " equals ",
    "@": " at ",
    "%": " percent ",
    "×": " times ",
    "÷": " divided by ",
    "±": " plus or minus ",
    "≈": " about ",
    "≠": " is not equal to ",
    "≤": " is at most ",
    "≥": " is at least ",
    "§": " section ",
    "€": " euros ",
    "£": " pounds ",
    "$": " dollars ",
    "¥": " yen ",
    "￥": " yuan ",
    "₹": " rupees ",
    "→": " to ",
    "π": " pi ",
    "∞": " infinity ",
    "µ": " micro ",
    "²": " squared ",
    "³": " cubed ",
    "©": " ",
    "®": " ",
    "™": " ",
    " - ": " — ",
    " -- ": " — ",
    "--": " — ",
}
"""Signs that stand alone."""
