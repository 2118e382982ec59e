"""Drafts with all the right words and nothing in them, in three manners of writing: no text is to score by words alone."""

from __future__ import annotations

# Right words, no goal with an end, no promise with a date or amount, no fact of a place.
STUFFED = {
    "notastijl": """Onze visie op de sociale basis

Ambitie, dromen en verlangen staan centraal in een vitale en veerkrachtige samenleving waarin iedereen meedoet. Samen staan we sterk en bundelen we de krachten
in een inclusieve gemeenschap. De inwoner staat centraal en heeft regie over het eigen leven. Er wordt waar mogelijk ingezet op integrale samenwerking
tussen alle stakeholders. Mantelzorg, eenzaamheid en vrijwillige inzet zijn van belang voor een sterke sociale basis. Er is nadrukkelijk aandacht
voor laagdrempelige ontmoeting en maatwerk waar nodig. Behoeften en wensen van inwoners zijn leidend in onze innovatieve en toekomstbestendige werkwijze.
De leefwereld gaat voor de systeemwereld. Verbinding, vertrouwen en eigenaarschap vormen het fundament van de transformatie. Met passie en energie wordt
gewerkt aan een warme samenleving waarin niemand buiten de boot valt. Cultuur en identiteit van de gemeenschap zijn daarbij een belangrijke pijler.
Data en verhalen worden optimaal benut. Voorkomen is beter dan genezen en preventie staat voorop. Er wordt gestreefd naar een lerende organisatie.
""",
    "wij-vorm": """Samen dromen, samen durven

Wij dromen van een gemeente waarin niemand meer alleen is. Wij durven te kiezen en wij leggen de lat hoog. Eerlijk gezegd is het soms moeilijk, maar samen
lukt het. Wij luisteren naar inwoners en nemen hun wensen serieus. Mantelzorgers en vrijwilligers vertellen ons wat zij nodig hebben. Aan de keukentafel
drinken wij koffie en horen wij verhalen. Dit vraagt moed, tijd en geduld van ons allemaal. Wij kiezen voor mensen en niet voor regels.

Wij willen dat iedereen meedoet. Doe mee, denk mee en bouw met ons mee. Elke buurt heeft een eigen karakter en eigen tradities. Wij geloven in de kracht van
ontmoeting. Wij gaan aan de slag met ideeën van bewoners. Eenzaamheid pakken wij samen aan. Wij geven ruimte en vertrouwen. Ouderen, jongeren, moeders en
vaders horen erbij. Zo maken wij het verschil, vandaag en morgen.
""",
    "adviestaal": """Van visie naar impact

Onze hoge ambitie vergt een doorbraak, een trendbreuk en lef. Wij maken de beweging van zorg naar welzijn en van systeem naar leefwereld. Behoeften van
inwoners vormen het vertrekpunt en hun stem klinkt door in alle keuzes. Mantelzorgers worden ontlast, eenzaamheid wordt doorbroken en vrijwilligers worden
gewaardeerd. Onze unieke aanpak is onderscheidend door de verbinding met de eigenheid en de tradities van de gemeenschap. Wij zijn eerlijk over dilemma's en
durven te kiezen. Partners worden uitgenodigd om mee te doen en eigenaarschap te nemen. Dit vraagt inspanning, investeringen en een andere manier van werken.
Concreet gaan wij aan de slag met de eerste stappen. Wij geven energie en brengen in beweging. Data en verhalen versterken elkaar. De gemeente is regisseur,
verbinder en facilitator van de sociale basis. Sociale samenhang vormt het kloppend hart van elke wijk. Zo bouwen wij aan een authentieke en geloofwaardige visie.
""",
}  # fmt: skip
