"""Values that the chart rejects, with the reason."""

import unittest

import chart


@unittest.skipIf(chart.no_helm(), chart.no_helm())
class RefusalTests(unittest.TestCase):
    def refused(self, *words: str, values: str = "trial") -> str:
        with self.assertRaises(chart.Refused) as caught:
            chart.template(*words, values=values)
        return str(caught.exception)

    def test_a_misspelt_key_at_any_depth(self):
        for key in ("replicas", "hub.replica", "proxy.https.enable", "singleuser.networkPolicy.egressAllowRules.private", "database.bundled.storage.class"):
            with self.subTest(key):
                word = self.refused("--set", f"{key}=true")
                self.assertIn(f"'{key.rpartition('.')[2]}'", word.replace('"', "'"))

    def test_wrong_values(self):
        for key, value in {
            "hub.replicas": "many",
            "hub.baseUrl": "lab",
            "publicUrl": "hub.example.org",
            "hub.logFormat": "json",
            "proxy.trustedProxies[0]": "10.0.0.1",
            "proxy.service.type": "ExternalName",
            "proxy.https.type": "letsencrypt",
            "database.username": "Berth;drop",
            "singleuser.namespace.podSecurity": "none",
            "singleuser.memory.limit": "lots",
            "singleuser.storage.type": "hostPath",
            "singleuser.storage.dynamic.pvcNameTemplate": "claim",
            "cull.timeout": "soon",
            "ingress.hosts[0]": "hub.example.org/x",
        }.items():
            with self.subTest(key):
                self.assertIn(key.partition("[")[0].rpartition(".")[2], self.refused("--set", f"{key}={value}"))

    def test_a_password_in_the_address_of_the_database(self):
        self.refused("--set", "database.url=jdbc:postgresql://db/berth?user=x&password=secret", values="ingress")

    def test_everything_that_is_missing_is_told_together(self):
        word = self.refused("--set", "database.bundled.enabled=false", "--set", "proxy.trustedProxies=null", "--set", "ingress.enabled=true")
        self.assertIn("database.url is not set", word)
        self.assertIn("proxy.trustedProxies is empty", word)
        self.assertIn("ingress.hosts is empty", word)

    def test_two_databases(self):
        self.assertIn("Use only one PostgreSQL", self.refused("--set", "database.bundled.enabled=true", values="ingress"))

    def test_a_database_of_ones_own_without_its_passwords(self):
        self.assertIn("database.existingSecret", self.refused("--set", "database.existingSecret=", values="ingress"))

    def test_sign_ins_that_would_cross_the_network_unencrypted(self):
        self.assertIn("unencrypted", self.refused("--set", "proxy.service.type=LoadBalancer", "--set", "proxy.trustedProxies=null"))
        self.assertIn("proxy.https.secret.name", self.refused("--set", "proxy.https.enabled=true"))

    def test_servers_beside_the_secrets_of_the_hub(self):
        self.assertIn("must not run beside", self.refused("--set", f"singleuser.namespace.name={chart.NAMESPACE}"))

    def test_nothing_at_all(self):
        with self.assertRaises(chart.Refused) as caught:
            chart.template()
        self.assertIn("database.url is not set", str(caught.exception))


if __name__ == "__main__":
    unittest.main()
