from goldseam.together.places import Place
from goldseam.together.triggers.words import words

PLACE = Place(60, "triggers", words().title, words().say)
