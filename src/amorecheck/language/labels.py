"""The labels that nl_core_news_* and nl_amore_sm share: the only ones that rules and code may ask for.

Source: the label scheme in the published description of nl_core_news_md 3.8.0 and of nl_amore_sm; a test holds both
against these sets. nl_amore_sm learnt from newer treebanks, which split some relations (`obl:arg` off `obl`); these are
folded back when a pipeline is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

PARTS_OF_SPEECH = frozenset({
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
})  # fmt: skip
RELATIONS = frozenset({
    "ROOT", "acl", "acl:relcl", "advcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "ccomp",
    "compound:prt", "conj", "cop", "csubj", "det", "expl", "expl:pv", "fixed", "flat", "iobj", "mark", "nmod",
    "nmod:poss", "nsubj", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "orphan", "parataxis", "punct", "xcomp",
})  # fmt: skip
FEATURES = frozenset({
    "Abbr=Yes", "Case=Acc", "Case=Dat", "Case=Gen", "Case=Nom", "Definite=Def", "Definite=Ind", "Degree=Cmp",
    "Degree=Pos", "Degree=Sup", "Gender=Com", "Gender=Neut", "Number=Plur", "Number=Sing", "Person=1", "Person=2",
    "Person=3", "Poss=Yes", "PronType=Dem", "PronType=Ind", "PronType=Int", "PronType=Prs", "PronType=Rcp",
    "PronType=Rel", "Reflex=Yes", "Tense=Past", "Tense=Pres", "VerbForm=Fin", "VerbForm=Inf", "VerbForm=Part",
})  # fmt: skip


def fold_relations(doc: Doc) -> Doc:
    """Replace, in place, each relation that the pipelines do not share by the wider one: `obl:arg` becomes `obl`."""
    for token in doc:
        relation = token.dep_
        if ":" in relation and relation not in RELATIONS:
            token.dep_ = relation.partition(":")[0]
    return doc
