from goldseam.together.journal.words import words
from goldseam.together.places import Place

PLACE = Place(55, "journal", words().title, words().say)
