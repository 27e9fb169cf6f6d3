"""What CosyVoice 2 and 3 add to Qwen's vocabulary, in the order of their ids.

Source: spec cosyvoice2.md section 2 and cosyvoice3.md section 2.
"""

from __future__ import annotations

BASE_SPECIALS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
"""Qwen's own, right behind the vocabulary."""

END_OF_PROMPT = "<|endofprompt|>"
"""Closes an instruction, and in generation 3 also the system prefix."""

RICH_SPECIALS = (
    END_OF_PROMPT,
    "[breath]",
    "<strong>",
    "</strong>",
    "[noise]",
    "[laughter]",
    "[cough]",
    "[clucking]",
    "[accent]",
    "[quick_breath]",
    "<laughter>",
    "</laughter>",
    "[hissing]",
    "[sigh]",
    "[vocalized-noise]",
    "[lipsmack]",
    "[mn]",
)

RICH_TAGS = frozenset(
    special.strip("<>") for special in RICH_SPECIALS if not special.startswith(("</", "<|"))
)
"""Those of them that a person puts into a text, written as in `Capabilities.tags`."""

_VOWELS = "AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW"
_ARPABET = (
    "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH"
)
_PINYIN = (
    "a ai an ang ao b c ch d e ei en eng f g h i ian in ing iu ià iàn iàng iào iá ián iáng iáo iè ié iòng "
    "ióng iù iú iā iān iāng iāo iē iě iōng iū iǎ iǎn iǎng iǎo iǒng iǔ j k l m n o ong ou p q r s sh t u uang "
    "ue un uo uà uài uàn uàng uá uái uán uáng uè ué uì uí uò uó uā uāi uān uāng uē uě uī uō uǎ uǎi uǎn uǎng "
    "uǐ uǒ vè w x y z zh à ài àn àng ào á ái án áng áo è èi èn èng èr é éi én éng ér ì ìn ìng í ín íng ò òng "
    "òu ó óng óu ù ùn ú ún ā āi ān āng āo ē ēi ēn ēng ě ěi ěn ěng ěr ī īn īng ō ōng ōu ū ūn ǎ ǎi ǎn ǎng ǎo ǐ "
    "ǐn ǐng ǒ ǒng ǒu ǔ ǔn ǘ ǚ ǜ"
)


def _with_stress(phoneme: str) -> tuple[str, ...]:
    """A vowel also comes with no, main and secondary stress."""
    return (
        (phoneme, *(f"{phoneme}{stress}" for stress in range(3)))
        if phoneme in _VOWELS.split()
        else (phoneme,)
    )


ARPABET_UNITS = tuple(f"[{unit}]" for phoneme in _ARPABET.split() for unit in _with_stress(phoneme))
"""English sounds, for spelling a word out; 84."""
PINYIN_UNITS = tuple(f"[{unit}]" for unit in _PINYIN.split())
"""Initials, and finals with their tone, for spelling a syllable out; 176, in composed form (NFC)."""

SPECIALS_2 = RICH_SPECIALS
SPECIALS_3 = (*RICH_SPECIALS, "<|endofsystem|>", *ARPABET_UNITS, *PINYIN_UNITS)
