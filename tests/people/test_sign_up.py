from tests.conftest import Cast


def test_a_name_and_a_password_make_an_account_and_a_pin_makes_the_room(cast: Cast) -> None:
    assert cast.R.room.months() == []
