"""The passwd view, without a container."""

import os
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "rootfs/usr/local/lib/berth"))

from berth_image import account


class NameTests(unittest.TestCase):
    def test_a_login_name_is_made_of_what_was_wished(self):
        self.assertEqual("zoe-x-example", account.name_for(7, ["Zoe.X@Example"], set()))

    def test_the_first_wish_that_gives_a_name_counts(self):
        self.assertEqual("bob", account.name_for(7, [None, "", "张伟", "bob", "carol"], set()))

    def test_no_name_of_another_account_is_lent(self):
        self.assertEqual("u7", account.name_for(7, ["root", "Daemon"], {"root", "daemon"}))

    def test_a_name_begins_with_a_letter(self):
        self.assertEqual("u7", account.name_for(7, ["123", "-"], set()))

    def test_a_name_is_no_longer_than_useradd_allows(self):
        self.assertEqual("a" * 32, account.name_for(7, ["a" * 5000], set()))


class PasswdTests(unittest.TestCase):
    def test_the_uid_has_one_line_and_others_keep_theirs(self):
        text = account.passwd(["root:x:0:0:root:/root:/bin/bash", "old:x:7:7::/old:/bin/sh"], 7, 8, "ada", "/home/ada")
        self.assertEqual("root:x:0:0:root:/root:/bin/bash\nada:x:7:8:ada:/home/ada:/bin/bash\n", text)

    def test_each_group_of_the_process_gets_a_name(self):
        text = account.group(["users:x:100:"], [100, 2000, 8], 8, "ada")
        self.assertEqual("users:x:100:\nada:x:8:\ng2000:x:2000:\n", text)

    def test_a_group_that_has_the_users_name_stays_what_it_is(self):
        self.assertEqual("ada:x:5:\ng8:x:8:\n", account.group(["ada:x:5:"], [], 8, "ada"))

    def test_a_home_that_would_break_the_line_is_refused(self):
        with self.assertRaisesRegex(SystemExit, "without ':'"):
            account.prepare(Path("/nowhere"), {"HOME": "/home/a:0:0::/"})

    def test_who_is_known_with_this_home_gets_no_view(self):
        import pwd

        me = pwd.getpwuid(os.getuid())
        environment = {"HOME": me.pw_dir}
        account.prepare(Path("/nowhere"), environment)
        self.assertEqual(me.pw_name, environment["USER"])
        self.assertNotIn("LD_PRELOAD", environment)


if __name__ == "__main__":
    unittest.main()
