"""English words that are no terms of any trade."""

_STOP_WORDS = """
    about above across after again against almost alone along already although always among another
    anything around because become becomes before began begin behind being below beneath better
    between beyond bring brings called cannot carries carry comes could different does doing during
    early either enough especially every everyone everything except fewer first found further
    getting given gives giving going great half hardly having helps however inside instead itself
    keeps known knows large later least likely little looks makes making many matter maybe might
    more mostly much must myself nearly needed needs neither never nothing often older other others
    ought ourselves outside people perhaps person place point quite rarely rather really right
    second seems seldom several shall should shows since small someone something sometimes somewhere
    still such taken takes taking tends their theirs them themselves then there therefore these
    thing things think third those though three through today together told toward towards truly
    under unless until using usually various wants whatever when where whether which while whole
    whom whose within without works worse worst would wrong years yours yourself
    """
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Of five letters or more, in small letters; however often they stand in a text."""
