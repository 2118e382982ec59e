"""The traps of policy texts (domein.md 5.2) with the treatment each asks for, and the false friends (4.9).

All sentences are invented. A trap sentence stands among sentences on living together, so that what saves us is
the guard itself and not the subject of the text around it.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path

import pytest

import amorecheck
from amorecheck.judging.evidence import Reading
from amorecheck.judging.judge import engine_for
from amorecheck.language.passages import parse
from amorecheck.language.pipeline import load_pipeline
from amorecheck.reading import read
from amorecheck.reporting.model import Item, Report, Verdict
from amorecheck.rules.load import load_rules
from amorecheck.rules.schema import walk_rules

MODEL = "nl_amore_sm"
BEFORE = "In onze dorpen helpen buren elkaar en doet de vereniging mee."
AFTER = "De welzijnsorganisatie ondersteunt inwoners die het even niet redden."
THEMES = ("T1", "T2", "T3", "T4", "W")
QUESTIONS = tuple(f"{block}{n}" for block in ("SB", "IN", "GE", "WS", "DK", "SG") for n in (1, 2, 3))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("valkuilen")


@dataclass(frozen=True)
class Drafts:
    """Makes drafts of lines of text and reads or judges them."""

    folder: Path

    def file(self, *blocks: str) -> Path:
        path = self.folder / "concept.txt"
        path.write_text("\n\n".join(blocks), encoding="utf-8")
        return path

    def readings(self, *blocks: str, own: str = "") -> list[Reading]:
        document = read(self.file(*blocks), limits=None)
        names = frozenset({own.lower()} if own else ())
        return engine_for(load_rules()).read(parse(document, load_pipeline(MODEL)), names)

    def report(self, *blocks: str, own: str = "") -> Report:
        return amorecheck.judge(read(self.file(*blocks), limits=None), model=MODEL, municipality=own)


@pytest.fixture(scope="module")
def drafts(folder: Path) -> Drafts:
    return Drafts(folder)


def about(readings: list[Reading], words: str) -> Reading:
    """The sentence that holds these words."""
    return next(r for r in readings if words in r.passage.text)


def item(report: Report, name: str) -> Item:
    def walk(items: tuple[Item, ...]) -> list[Item]:
        return [one for i in items for one in (i, *walk(i.items))]

    return next(i for f in report.frameworks for i in walk(f.items) if i.id == name)


def evidence_of(report: Report, name: str) -> list[str]:
    texts = {e.id: e.text for e in report.evidence}
    return [texts[e] for e in item(report, name).evidence]


PADDING = (
    "Wie hier woont",
    "In onze drie dorpen wonen achtduizend mensen. De meesten wonen er met plezier en weten de weg naar de huisarts, de winkel en de bibliotheek. "
    "De bus rijdt twee keer per uur naar de stad en op zaterdag is er markt. In deze tekst staat wat wij de komende jaren voor ons zien. "
    "Wij hebben de tekst kort gehouden, zodat iedereen hem in een kwartier kan lezen. Aan het eind staat een lijst met adressen. "
    "De kaart achterin laat zien waar alles ligt. De tekst is ook op papier te krijgen, in grote letters. Het gemeentehuis is op werkdagen open van negen tot vijf.",
)


# ── 1–8: wat er staat en toch geen antwoord is ───────────────────────────────────────────────────────────────────


def test_1_a_copied_question_is_no_answer_and_the_answer_below_it_is(drafts: Drafts) -> None:
    for item_rule in (i for f in load_rules().frameworks for i in walk_rules(f.items) if i.id in QUESTIONS):
        readings = drafts.readings(BEFORE, item_rule.question, AFTER)
        asked = about(readings, item_rule.question.rstrip("?")[:25])
        assert item_rule.id not in asked.codes, item_rule.question
    answered = drafts.readings("Welke functies of rollen heeft de gemeente?", "Bij nieuwe plannen zijn wij facilitator: we regelen ruimte en een startbudget.")
    assert "GE1" in about(answered, "facilitator").codes


@pytest.mark.parametrize("question", ["Hoe kijken wij aan tegen de sociale basis", "Welke verantwoordelijkheid hebben onze inwoners", "Wat verwacht u van partners in de wijk"])
def test_1_a_copied_question_without_question_mark_and_in_other_person_is_no_answer(question: str, drafts: Drafts) -> None:
    asked = about(drafts.readings(BEFORE, question, AFTER), question)
    assert not asked.codes & set(QUESTIONS)


@pytest.mark.parametrize(
    "law",
    [
        "Artikel 2.1.6: het college draagt zorg voor een jaarlijkse blijk van waardering voor de mantelzorgers in de gemeente.",
        "Het college bevordert en treft de algemene maatregelen ter bevordering van sociale samenhang en mantelzorg.",
        "Vrijwilligerswerk als bedoeld in het tweede lid wordt door het college ondersteund.",
    ],
)
def test_2_law_text_is_no_choice_of_its_own(law: str, drafts: Drafts) -> None:
    found = about(drafts.readings(BEFORE, law, AFTER), law[:30])
    assert not found.codes & {*THEMES, *QUESTIONS, "A"}
    assert "other_actor" in found.stance.all_labels()


@pytest.mark.parametrize(
    "sentence",
    [
        "Het GALA vraagt gemeenten een visie met aandacht voor sociale samenhang, mantelzorg, eenzaamheid, vrijwilligers en professionals.",
        "Het Rijk wil dat elke gemeente werkt aan samenlevingsopbouw, mantelzorg, eenzaamheid en vrijwilligerswerk.",
        "Volgens het Integraal Zorgakkoord moet er meer aandacht zijn voor mantelzorgers en voor eenzaamheid.",
        "VWS stelt geld beschikbaar voor de ondersteuning van mantelzorgers.",
        "VWS stelt geld beschikbaar voor gemeenten die vrijwilligers en mantelzorgers ondersteunen.",
    ],
)
def test_3_the_themes_of_the_state_are_not_ours(sentence: str, drafts: Drafts) -> None:
    assert not about(drafts.readings(BEFORE, sentence, AFTER), sentence[:25]).codes & set(THEMES)


def test_3_a_draft_with_the_agreement_only_names_no_theme(drafts: Drafts) -> None:
    agreement = "Het GALA vraagt gemeenten een visie met aandacht voor sociale samenhang, mantelzorg, eenzaamheid, vrijwilligers en professionals."
    report = drafts.report(*PADDING, agreement)
    assert [item(report, t).verdict for t in ("T2", "T3", "T4")] == [Verdict.MISSING] * 3
    own = drafts.report(*PADDING, agreement, "Wij willen dat in 2030 minder mensen eenzaam zijn.")
    assert item(own, "T3").verdict is not Verdict.MISSING
    assert evidence_of(own, "T3") == ["Wij willen dat in 2030 minder mensen eenzaam zijn."]


@pytest.mark.parametrize(
    "sentence",
    [
        "De gemeente Buitenmeer werkt met een mantelzorgpas.",
        "In de gemeente Buitenmeer krijgt elke vrijwilliger een training.",
        "Een buurgemeente startte een meldpunt tegen eenzaamheid.",
        "Veel gemeenten hebben een coalitie tegen eenzaamheid.",
    ],
)
def test_4_another_municipality_is_an_example_only(sentence: str, drafts: Drafts) -> None:
    assert not about(drafts.readings(BEFORE, sentence, AFTER, own="Heideveen"), sentence[:20]).codes & {*THEMES, "A"}


@pytest.mark.parametrize("sentence", ["Rotterdam heeft opbouwwerkers in alle wijken.", "In Zwolle krijgt iedere mantelzorger een eigen maatje."])
def test_4_a_known_municipality_that_acts_is_not_ours(sentence: str, drafts: Drafts) -> None:
    title = "Visie sociale basis Lekwaarden"
    assert not about(drafts.readings(title, BEFORE, sentence, AFTER, own="Lekwaarden"), sentence).codes
    assert about(drafts.readings(title, BEFORE, "Wij kijken naar Rotterdam en zetten opbouwwerkers in alle wijken in.", AFTER, own="Lekwaarden"), "Wij kijken").codes
    assert about(drafts.readings(title.replace("Lekwaarden", "Rotterdam"), BEFORE, sentence, AFTER, own="Rotterdam" if "Rotterdam" in sentence else "Zwolle"), sentence).codes


def test_4_the_same_sentence_of_our_own_counts(drafts: Drafts) -> None:
    assert "T2" in about(drafts.readings(BEFORE, "De gemeente Heideveen werkt met een mantelzorgpas.", AFTER, own="Heideveen"), "mantelzorgpas").codes


def test_5_a_look_back_tells_what_worked_and_promises_nothing(drafts: Drafts) -> None:
    readings = drafts.readings(
        "Terugblik", "In 2022 is de maaltijdgroep gestart. Uit de evaluatie bleek dat bezoekers na een jaar minder vaak hulp vroegen.", BEFORE
    )
    assert "SG1" in about(readings, "evaluatie").codes
    for words in ("maaltijdgroep", "evaluatie"):
        assert not about(readings, words).codes & {"A", "G", "SB2", "IN1", "IN3", "WS1"}


@pytest.mark.parametrize(
    ("theme", "sentence"),
    [
        ("T2", "Mantelzorgondersteuning valt buiten deze visie en is uitgewerkt in de nota Informele Zorg."),
        ("T2", "Mantelzorg valt buiten dit koersdocument en is uitgewerkt in de regionale nota Informele zorg."),
        ("T4", "Het vrijwilligersbeleid maakt geen deel uit van dit stuk."),
        ("T3", "De aanpak van eenzaamheid wordt elders uitgewerkt."),
        ("T1", "Over sociale samenhang is een afzonderlijke nota vastgesteld."),
    ],
)
def test_6_what_is_out_of_scope_is_not_treated_but_told(theme: str, sentence: str, drafts: Drafts) -> None:
    report = drafts.report(*PADDING, sentence)
    assert sentence not in evidence_of(report, theme)
    assert "valt volgens de tekst buiten deze visie" in item(report, theme).remarks


@pytest.mark.parametrize(
    ("theme", "sentence"),
    [
        ("T2", "Respijtzorg wordt nader uitgewerkt in het uitvoeringsprogramma."),
        ("T4", "De ondersteuning van vrijwilligers volgt in het uitvoeringsplan."),
        ("T3", "Eenzaamheid: n.t.b."),
    ],
)
def test_7_postponement_is_a_remark_of_its_own(theme: str, sentence: str, drafts: Drafts) -> None:
    report = drafts.report(*PADDING, sentence)
    assert sentence not in evidence_of(report, theme)
    assert "doorgeschoven naar later" in item(report, theme).remarks


@pytest.mark.parametrize("gap", ["Mantelzorg: [invullen]", "Hier komt tekst over eenzaamheid.", "Vrijwilligers: xxx", "Sociale samenhang …", "Klik hier om tekst in te voeren over mantelzorg."])
def test_8_an_empty_place_is_no_evidence(gap: str, drafts: Drafts) -> None:
    found = about(drafts.readings(BEFORE, gap, AFTER), gap[:12])
    assert not found.codes & {*THEMES, *QUESTIONS, "A", "G"}
    assert "placeholder" in found.stance.all_labels()


def test_8_a_heading_without_text_is_no_evidence(drafts: Drafts) -> None:
    report = drafts.report(*PADDING, "Mantelzorg", "Eenzaamheid", "Vrijwilligerswerk")
    assert [item(report, t).evidence for t in ("T2", "T3", "T4")] == [(), (), ()]


# ── 9–18: wie spreekt, waar het staat, en hoe stellig het is ─────────────────────────────────────────────────────


def test_9_a_quote_tells_of_a_theme_and_promises_nothing(drafts: Drafts) -> None:
    quote = "'Ik zorg al tien jaar voor mijn zieke man, en de gemeente moet meer doen aan respijtzorg', zegt mevrouw Jansen (78)."
    found = about(drafts.readings(BEFORE, quote, AFTER), "Ik zorg al tien jaar")
    assert "T2" in found.codes
    assert not found.codes & {"A", "G", "IN3", "SB2", "WS1"}


def test_10_contents_glossary_and_bibliography_are_not_judged(drafts: Drafts) -> None:
    report = drafts.report(
        "Inhoudsopgave", "1 Mantelzorg ........ 4\n2 Eenzaamheid ........ 7\n3 Vrijwilligers ........ 9",
        *PADDING,
        "Begrippenlijst", "Mantelzorg: langdurige zorg voor een naaste.\n\nVrijwilliger: iemand die onbetaald werk doet.",
        "Literatuur", "Jansen, P. (2021). Eenzaamheid onder ouderen. Uitgeverij De Brink.",
    )  # fmt: skip
    assert [item(report, t).verdict for t in ("T2", "T3", "T4")] == [Verdict.MISSING] * 3


def test_11_a_line_on_every_page_counts_once_at_most(drafts: Drafts) -> None:
    header = "Visie sociale basis Heideveen: samen tegen eenzaamheid"
    page = "Op dinsdag is de bibliotheek open en op donderdag ook. De bus stopt voor de deur."
    once = drafts.report(*PADDING, header, page)
    often = drafts.report(*PADDING, *(part for n in range(5) for part in (header, page.replace("dinsdag", f"dag {n}"))))
    assert len(item(often, "T3").evidence) <= max(1, len(item(once, "T3").evidence))
    assert item(often, "T3").verdict is not Verdict.WORKED_OUT


@pytest.mark.parametrize(
    ("theme", "sentence"),
    [
        ("T4", "Extra sociaal werkers zetten wij niet in."),
        ("T2", "Wij stoppen met de respijtzorg in het weekend."),
        ("W", "Eigen wijkbudgetten krijgen de kernen niet langer."),
        ("T4", "Een fonds voor vrijwilligers komt er dit jaar niet."),
        ("T2", "Een steunpunt voor mantelzorgers wordt voorlopig niet ingericht."),
    ],
)
def test_12_what_is_denied_is_no_evidence(theme: str, sentence: str, drafts: Drafts) -> None:
    assert theme not in about(drafts.readings(BEFORE, sentence, AFTER), sentence[:20]).codes


def test_12_a_choice_against_can_be_an_answer(drafts: Drafts) -> None:
    choice = "Wij nemen initiatieven van bewoners niet over, maar blijven op de achtergrond en helpen alleen als zij daarom vragen."
    assert "GE2" in about(drafts.readings("Onze houding", choice, AFTER), "achtergrond").codes


@pytest.mark.parametrize(
    "sentence",
    ["Als er middelen zijn, openen wij een tweede huiskamer.", "Bij voldoende belangstelling starten wij een cursus voor mantelzorgers.", "Onder voorbehoud van de begroting stellen we een opbouwwerker aan."],
)
def test_13_a_promise_on_condition_is_no_measure(sentence: str, drafts: Drafts) -> None:
    found = about(drafts.readings(BEFORE, sentence, AFTER), sentence[:15])
    assert "A" not in found.codes
    assert found.stance.commitment <= 2


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("Wij verwachten van de zorgaanbieders dat zij iedere maand aanschuiven aan de wijktafel.", True),
        ("Onze partners verwachten van de gemeente een subsidie voor meer jaren.", False),
        ("Het Rijk verwacht van gemeenten dat zij met partners in de wijk samenwerken.", False),
        ("Bewoners vragen de gemeente om sneller te antwoorden op plannen voor de wijk.", False),
    ],
)
def test_14_who_expects_what_of_whom(sentence: str, counts: bool, drafts: Drafts) -> None:
    assert ("WS1" in about(drafts.readings(BEFORE, sentence, AFTER), sentence[:20]).codes) is counts


def test_15_under_a_double_heading_each_theme_has_its_own_verdict(drafts: Drafts) -> None:
    report = drafts.report(
        *PADDING, "Mantelzorg en vrijwilligers",
        "Vrijwilligers krijgen vanaf 2027 gratis scholing. De gemeente betaalt hun verzekering. In 2030 heeft elke vereniging genoeg vrijwilligers. "
        "De welzijnsorganisatie begeleidt vrijwilligers in elk dorp.",
    )  # fmt: skip
    assert item(report, "T4").verdict is Verdict.WORKED_OUT
    assert item(report, "T2").verdict is Verdict.MISSING


def test_16_a_list_of_names_without_a_role_is_named_at_most(drafts: Drafts) -> None:
    report = drafts.report(*PADDING, "Onze partners", "Stichting De Brink, Wonen Zuid, de GGD, de politie, Huisartsenpraktijk Aan de Vaart, de bibliotheek en de dorpsraden.")
    assert item(report, "SB3").verdict is not Verdict.WORKED_OUT
    assert not {"SB3", "WS3"} & set(drafts.readings("In het overleg zitten ook het waterschap, de provincie en de veiligheidsregio.")[0].codes)


def test_17_reactions_and_advice_in_an_annex_are_not_the_vision(drafts: Drafts) -> None:
    report = drafts.report(
        *PADDING,
        "Bijlage 2 Reactienota", "De adviesraad mist aandacht voor mantelzorg. Beantwoording: mantelzorgers krijgen een vast aanspreekpunt.",
    )  # fmt: skip
    assert item(report, "T2").verdict is Verdict.MISSING
    assert any("Reactienota" in part for part in report.document.skipped)


def test_18_broken_table_text_gives_no_goal_and_no_measure(drafts: Drafts) -> None:
    torn = "Sociale basis en 1.240 ontmoe 1.310 ting Mantelzorg- 310 280 onder steuning Eenzaam 95 heid"
    assert not about(drafts.readings(BEFORE, torn, AFTER), "1.240").codes & {"A", "G", *QUESTIONS}


# ── 19–25: de tekst als geheel ───────────────────────────────────────────────────────────────────────────────────


def test_19_one_thing_under_many_names_is_held_against_echt(drafts: Drafts) -> None:
    many = ("De sociale basis is belangrijk. Het voorveld verdient steun. De sociale infrastructuur blijft op orde. De sociale basis en het voorveld horen bij elkaar. "
            "In het voorliggend veld werken veel mensen. De sociale infrastructuur is van ons allemaal.")  # fmt: skip
    one = many.replace("Het voorveld", "De sociale basis").replace("het voorveld", "de sociale basis").replace("sociale infrastructuur", "sociale basis").replace("het voorliggend veld", "de sociale basis")
    scores = [{m.name: m.score for m in item(drafts.report(*PADDING, text), "AMORE.E").measures}.get("vaste-termen") for text in (many, one)]
    many_score, one_score = scores
    assert many_score is not None
    assert one_score is not None
    assert many_score < one_score


def test_20_smooth_text_without_a_local_fact_scores_low_on_onderscheidend_and_nobody_is_accused(drafts: Drafts) -> None:
    smooth = (
        "Samen bouwen wij aan een krachtige samenleving waarin iedereen meedoet en ertoe doet. Wij stellen de inwoner centraal en werken laagdrempelig en integraal. "
        "Samen met onze partners zetten wij in op een sterke sociale basis, dicht bij de inwoner. Iedereen telt mee en niemand valt buiten de boot. "
        "Wij geven ruimte aan initiatief en bieden maatwerk waar nodig. Zo werken wij stap voor stap aan een toekomstbestendige gemeenschap. "
    )
    report = drafts.report("Onze visie", smooth * 2)
    score = item(report, "AMORE.O").score
    assert score is not None
    assert score < 40
    words = report.to_json().lower()
    assert not [w for w in ("chatgpt", "door ai", "kunstmatige intelligentie") if w in words]


def test_21_a_paragraph_of_keywords_is_named_at_most(drafts: Drafts) -> None:
    gamed = (
        "Sociale samenhang, samenlevingsopbouw, mantelzorg, mantelzorgers, respijtzorg, eenzaamheid, vrijwilligers, vrijwilligerswerk, professionals, wijkgericht werken, "
        "inclusie, data, wijkprofielen, rollen, facilitator, partners, verantwoordelijkheid, sturen, loslaten, cultuur."
    )
    report = drafts.report(*PADDING, gamed, gamed)
    assert all(item(report, t).verdict is not Verdict.WORKED_OUT for t in THEMES)
    assert all(item(report, q).verdict is not Verdict.WORKED_OUT for q in QUESTIONS)


@pytest.mark.parametrize(
    "sentence",
    [
        "Yn ús doarpen is de mienskip sterk: elts helpt syn buorman.",
        "Noaberschap is hier heel gewoon: bij ziekte springt de naaste noaber bij.",
        "In de buurtschappen geldt de naoberplicht, ook voor wie er net woont.",
        "Het kulturhus is de huiskamer van het dorp, waar jong en oud elkaar ontmoeten.",
    ],
)
def test_22_regional_words_are_known(sentence: str, drafts: Drafts) -> None:
    assert "T1" in about(drafts.readings(BEFORE, sentence, AFTER), sentence[:20]).codes


@pytest.mark.parametrize(
    "sentence",
    [
        "De wijkverpleging verleent zorg op grond van de Zorgverzekeringswet.",
        "De Participatiewet wordt uitgevoerd door de regionale dienst.",
        "In de jeugdhulp werken wij in het vrijwillig kader zolang dat veilig is.",
        "Een mantelzorgwoning in de achtertuin is vergunningvrij.",
    ],
)
def test_23_neighbouring_fields_are_no_theme(sentence: str, drafts: Drafts) -> None:
    assert not about(drafts.readings(BEFORE, sentence, AFTER), sentence[:20]).codes & {*THEMES, "P"}


def test_24_a_chapter_on_another_field_answers_nothing_and_a_draft_of_them_is_not_judged(drafts: Drafts) -> None:
    sewer = (
        "Wij vervangen in 2027 de riolering in elke wijk en investeren in de waterberging. De gemeente is regisseur van de energietransitie en stuurt op resultaat. "
        "Van netbeheerder en aannemer verwachten wij dat zij het verkeer in de wijk beperken. Op basis van metingen kiezen wij welke straten eerst zonnepanelen, laadpalen en nieuwe parkeerplaatsen krijgen."
    )
    mixed = drafts.report(*PADDING, "Riolering en energie", sewer)
    assert not {q for q in ("GE1", "WS1", "WS2", "DK1", "SB2") if evidence_of(mixed, q)}
    alone = drafts.report("Riolering en energie", *[sewer] * 3)
    assert "geen-visie" in {n.code for n in alone.notices}
    assert all(item(alone, q).verdict is Verdict.CANNOT_TELL for q in QUESTIONS)


def test_25_nothing_leaves_the_machine(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a draft was about to be sent")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    report = drafts.report(*PADDING, "Vertrouwelijk concept: mevrouw P. Jansen, 06-12345678, zorgt voor haar moeder.")
    assert item(report, "T2").evidence


# ── Valse vrienden ───────────────────────────────────────────────────────────────────────────────────────────────

FALSE_FRIENDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "wijk": ("W", (
        "Van deze werkwijze kan het college gemotiveerd afwijken.", "Een afwijking van meer dan tien procent melden wij aan de raad.",
        "In Katwijk en Noordwijk ligt dat anders.", "De regels wijken af van die van vorig jaar.", "Voor die druk zullen wij niet bezwijken.",
    )),
    "basis": ("SB1", (
        "Subsidie wordt verleend op basis van de verordening.", "De basisschool start om half negen.", "De ouders betalen op vrijwillige basis mee.",
        "Op structurele basis is er geld voor onderhoud.", "De basisregistratie personen is op orde.",
    )),
    "kern": ("W", ("De kern van het betoog is kort.", "Onze kernwaarden zijn open en eerlijk.", "In de kern gaat het om vertrouwen.", "Besturen is een kerntaak.")),
    "gebied": ("W", ("Op het gebied van sport loopt een aparte nota.", "Elk beleidsgebied heeft een eigen begroting.", "Het natuurgebied gaat in juni open.")),
    "buurt": ("W", ("In de buurt van het station komt een fietsenstalling.", "Dat gebeurt in het voorjaar.", "U bent aan de beurt als uw nummer verschijnt.")),
    "dorp": ("W", ("In Leiderdorp en Badhoevedorp rijdt de bus vaker.", "De drempel bij de ingang is te hoog.")),
    "vrijwillig": ("T4", (
        "De vrijwillige ouderbijdrage blijft gelijk.", "De vrijwillige brandweer zoekt mensen.", "Deelname is op vrijwillige basis.",
        "Jeugdhulp in het vrijwillig kader loopt door.", "Een onvrijwillige opname is een zaak van de rechter.",
    )),
    "professional": ("T4", ("Wij professionaliseren het inkoopproces.", "Professioneel opdrachtgeverschap vraagt om heldere contracten.", "De medische professional beslist.", "Het gebouw heeft een professionele uitstraling.")),
    "mantelzorg": ("T2", ("Een mantelzorgwoning in de tuin is vergunningvrij.", "Voor een pre-mantelzorgwoning geldt een andere regel.", "De mantelzorgverklaring hoort bij de aanvraag van de vergunning.", "Huisvesting voor mantelzorg mag in een bijgebouw tot 75 m².")),
    "eenzaam": ("T3", ("De gemeente verzorgde een eenzame uitvaart.", "De ploeg stond eenzaam aan de top.", "De eenzame fietser won de koers.")),
    "alleen": ("T3", ("Wij kijken niet alleen naar cijfers, maar ook naar verhalen.", "Een vergoeding komt er alleen als de raad instemt.", "Alleenstaande ouders krijgen een toeslag.", "De zaal is alleen op dinsdag open.")),
    "niemand": ("T3", ("Niemand hoort hier toeschouwer te zijn.", "Niemand zegt dat het bij een ander hoort.", "Niemand sprak hem tegen.", "Wie verhuist, hoeft niemand te bellen.")),
    "samenhang": ("T1", ("De begroting is in samenhang met de kadernota opgesteld.", "Wij voeren een samenhangend beleid.", "Dit plan moet in samenhang worden bezien met de woonvisie.")),
    "elkaar": ("T1", (
        "De afdelingen stemmen hun plannen op elkaar af.", "Cijfers en verhalen spreken elkaar soms tegen.", "Partners spreken elkaar aan op gemaakte afspraken.",
        "De wethouders bellen elkaar als het misgaat.", "De organisaties delen signalen met elkaar.",
    )),
    "samenleving": ("T1", ("De samenleving verandert snel.", "De samenleving wordt ouder.")),
    "participatie": ("P", ("De Participatiewet verandert volgend jaar.", "De arbeidsparticipatie stijgt.", "Cultuurparticipatie valt onder een andere nota.", "De cliëntenparticipatie is wettelijk geregeld.")),
    "inclusie": ("IN2", ("De huur bedraagt 500 euro inclusief btw.", "Inclusief de bijlagen telt de nota 40 bladzijden.", "De prijs is inclusief 21 procent btw.")),
    "data": ("DK1", ("De data van de bijeenkomsten staan in bijlage 2.", "Belangrijke data zijn 3 maart en 8 mei.", "Updates verschijnen op de website.")),
    "kwalitatief": ("DK3", ("Wij bieden kwalitatief goede ondersteuning.", "De zorg is kwalitatief hoogwaardig.")),
    "rol": ("GE1", ("Voorzieningen spelen een belangrijke rol in het dorp.", "De ingang is geschikt voor een rolstoel.", "De controle vindt twee keer per jaar plaats.", "Sporters zijn een rolmodel voor de jeugd.")),
    "regie": ("GE1", ("Inwoners houden de regie over hun eigen leven.", "De regio stelt een plan op.")),
    "partner": ("SB3", ("Wie zijn levenspartner verliest, moet veel regelen.", "Geweld door een ex-partner melden wij.")),
    "verantwoordelijk": ("WS3", ("De verantwoording over het jaar volgt in mei.", "De wethouder is verantwoordelijk voor dit dossier.", "Verantwoord drinken is de norm.")),
    "financier": ("GE1", ("Wij financieren het onderhoud uit de reserve.", "Het financieel kader staat in de begroting.")),
    "verwachten": ("WS1", ("Naar verwachting stijgt het aantal ouderen.", "Het Rijk verwacht van gemeenten dat zij samenwerken met partners.", "De verwachte stijging is twee procent.")),
    "cultuur": ("SG3", ("Kunst en cultuur vallen onder een andere nota.", "De organisatiecultuur van de gemeente verandert.", "Er is geld voor cultuurparticipatie.")),
    "sturen": ("WS2", ("Wij sturen u een brief.", "De stuurgroep komt in mei bijeen.", "In de bestuursrapportage sturen wij bij.")),
    "effectief": ("SG1", ("Wij werken effectief en efficiënt.", "De procedure moet effectief en efficiënt zijn.")),
    "sociaal": ("SB1", ("De sociale huur stijgt met drie procent.", "De sociale dienst verhuist.", "Sociale zekerheid is een taak van het Rijk.", "Berichten staan ook op sociale media.")),
    "initiatief": ("GE2", ("De fractie diende een initiatiefvoorstel in.", "De initiatiefnemer vraagt een omgevingsvergunning aan.")),
    "verbinding": ("T1", ("De busverbinding met de stad wordt beter.", "Het glasvezelnetwerk is klaar.", "De internetverbinding valt soms weg.")),
    "visie": ("SB1", ("De supervisie ligt bij de architect.", "Na de revisie is de tekst korter.", "De makelaar rekent provisie.")),
    "kwetsbaar": ("IN2", ("De kwetsbaarheid van onze systemen is onderzocht.", "De organisatie is kwetsbaar door ziekte.")),
    "omzien": ("T1", ("Omzien naar het verleden is geen doel op zich.", "Kosten noch moeite werden ontzien.")),
}  # fmt: skip


@pytest.mark.parametrize(("code", "sentence"), [(code, s) for code, sentences in FALSE_FRIENDS.values() for s in sentences], ids=lambda value: value[:45])
def test_a_false_friend_is_no_evidence(code: str, sentence: str, drafts: Drafts) -> None:
    assert code not in about(drafts.readings(BEFORE, sentence, AFTER), sentence[:25]).codes


TRUE_FRIENDS = {
    "wijk": ("W", "Wij werken wijkgericht: elke buurt heeft een vast team."),
    "kern": ("W", "In elke kern komt een vast spreekuur in het dorpshuis."),
    "vrijwillig": ("T4", "Vrijwilligers kunnen gratis een training volgen."),
    "mantelzorg": ("T2", "Wij breiden de respijtzorg voor mantelzorgers uit."),
    "alleen": ("T3", "Wie na een verlies alleen komt te staan, krijgt bezoek."),
    "niemand": ("T3", "Er zijn mannen die niemand hebben om mee te eten."),
    "samenhang": ("T1", "De samenhang in de buurt wordt beter als mensen elkaar kennen."),
    "elkaar": ("T1", "Buren helpen elkaar met boodschappen en een rit naar het ziekenhuis."),
    "participatie": ("P", "In maart spraken wij met 63 inwoners in vijf dorpshuizen."),
    "inclusie": ("IN2", "Iedereen doet mee, ook mensen met een beperking of met weinig geld."),
    "kwalitatief": ("DK3", "Naast de cijfers leggen wij de verhalen van bewoners; die wegen even zwaar."),
    "verwachten": ("WS1", "Wij verwachten van de corporatie dat zij signalen deelt."),
    "omzien": ("T1", "Wij willen dat dorpsgenoten naar elkaar omzien."),
}


@pytest.mark.parametrize(("code", "sentence"), TRUE_FRIENDS.values(), ids=TRUE_FRIENDS.keys())
def test_the_guard_lets_the_true_friend_through(code: str, sentence: str, drafts: Drafts) -> None:
    assert code in about(drafts.readings(BEFORE, sentence, AFTER), sentence[:25]).codes


def test_all_twenty_five_traps_have_a_test() -> None:
    here = {name.split("_")[1] for name in globals() if name.startswith("test_") and name.split("_")[1].isdigit()}
    assert here == {str(n) for n in range(1, 26)}




def test_sections_of_another_kind_are_named_once(tmp_path: Path) -> None:
    path = tmp_path / "visie.md"
    body = "De gemeente Lekwaarden kiest voor ontmoeting in elke wijk en opent in 2026 vier huiskamers met bewoners. " * 8
    path.write_text(
        f"# Samen in Lekwaarden\n\n## Onze keuzes\n\n{body}\n\n## Wettelijk kader\n\nHet college draagt zorg.\n\n"
        "## Bijlage 1: Verslag van de bijeenkomsten\n\n### Tafel 1\n\nMeer groen.\n\n## Colofon\n\nUitgave van de gemeente.\n",
        encoding="utf-8",
    )
    assert amorecheck.check(path, model=MODEL).document.skipped == (
        "Wettelijk kader", "Bijlage 1: Verslag van de bijeenkomsten (participatieverslag, alleen voor betrokkenheid)",
        "Tafel 1 (participatieverslag, alleen voor betrokkenheid)", "Colofon",
    )  # fmt: skip
