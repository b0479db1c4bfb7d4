"""Rules that hold for every set of values, regardless of the golden files."""

import ipaddress
import unittest

import chart
import yaml

READ = {"get", "list", "watch"}


class SetTests(unittest.TestCase):
    def each(self):
        for name in chart.sets():
            with self.subTest(name):
                yield name, chart.objects(chart.template(values=name))


@unittest.skipIf(chart.no_helm(), chart.no_helm())
class RbacTests(SetTests):
    def rules(self):
        for _, objects in self.each():
            for role in objects:
                if role["kind"] in ("Role", "ClusterRole"):
                    for rule in role["rules"]:
                        yield role, rule

    def test_no_wildcards(self):
        for role, rule in self.rules():
            for words in rule.values():
                self.assertFalse([word for word in words if "*" in word], role)
            self.assertNotIn("nonResourceURLs", rule)

    def test_no_way_to_more_rights(self):
        for role, rule in self.rules():
            self.assertFalse({"bind", "escalate", "impersonate", "deletecollection", "approve", "sign"} & set(rule["verbs"]), role)
            self.assertFalse(
                {"serviceaccounts/token", "pods/exec", "pods/attach", "pods/portforward", "nodes/proxy", "pods/proxy", "services/proxy", "pods/ephemeralcontainers"}
                & set(rule["resources"]),
                role,
            )
            self.assertFalse({"rbac.authorization.k8s.io", "admissionregistration.k8s.io", "certificates.k8s.io"} & set(rule["apiGroups"]), role)

    def test_of_the_cluster_the_hub_only_reads_and_no_secrets(self):
        for role, rule in self.rules():
            if role["kind"] == "ClusterRole":
                self.assertLessEqual(set(rule["verbs"]), READ, role)
                self.assertLessEqual(set(rule["resources"]), {"nodes", "storageclasses"}, role)

    def test_the_hub_has_the_rights_that_the_spawner_asks_for(self):
        by_hand = chart.objects((chart.TOP / "deploy/kubernetes/users.yaml").read_text())
        made = chart.objects(chart.template(values="trial"))
        for kind in ("Role", "ClusterRole"):
            wanted, given = (next(each["rules"] for each in objects if each["kind"] == kind) for objects in (by_hand, made))
            self.assertEqual(flat(wanted), flat(given), kind)

    def test_secrets_are_not_listed(self):
        for role, rule in self.rules():
            if "secrets" in rule["resources"]:
                self.assertFalse({"list", "watch"} & set(rule["verbs"]), role)

    def test_the_hub_may_do_nothing_in_its_own_namespace(self):
        for _, objects in self.each():
            for role in objects:
                if role["kind"] in ("Role", "RoleBinding"):
                    self.assertNotEqual(chart.NAMESPACE, role["metadata"].get("namespace", chart.NAMESPACE))

    def test_rights_go_to_the_hubs_account_alone(self):
        for _, objects in self.each():
            for binding in objects:
                if binding["kind"] in ("RoleBinding", "ClusterRoleBinding"):
                    self.assertEqual(
                        [{"kind": "ServiceAccount", "name": "berth-hub", "namespace": chart.NAMESPACE}],
                        [subject | {"name": "berth-hub"} for subject in binding["subjects"]],
                    )


def flat(rules: list[dict]) -> set[tuple[str, str, str]]:
    return {(group, resource, verb) for rule in rules for group in rule["apiGroups"] for resource in rule["resources"] for verb in rule["verbs"]}


@unittest.skipIf(chart.no_helm(), chart.no_helm())
class PodTests(SetTests):
    def specs(self):
        for _, objects in self.each():
            yield from chart.pod_specs(objects)

    def test_pods_are_restricted_and_have_a_read_only_root(self):
        for name, spec in self.specs():
            security = spec["securityContext"]
            self.assertTrue(security["runAsNonRoot"], name)
            self.assertGreater(security["runAsUser"], 0, name)
            self.assertEqual({"type": "RuntimeDefault"}, security["seccompProfile"], name)
            for word in ("hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace"):
                self.assertNotIn(word, spec, name)
            for container in spec["containers"] + spec.get("initContainers", []):
                own = container["securityContext"]
                self.assertTrue(own["readOnlyRootFilesystem"], name)
                self.assertFalse(own["allowPrivilegeEscalation"], name)
                self.assertEqual(["ALL"], own["capabilities"]["drop"], name)
                self.assertIn("memory", container["resources"]["limits"], name)

    def test_only_the_hub_has_a_token_of_the_cluster(self):
        for name, spec in self.specs():
            self.assertEqual(name.endswith("-hub"), spec["automountServiceAccountToken"], name)

    def test_no_volume_is_of_the_node(self):
        for name, spec in self.specs():
            for volume in spec["volumes"]:
                self.assertLessEqual(set(volume), {"name", "emptyDir", "configMap", "secret"}, name)

    def test_no_secret_is_in_a_variable_an_argument_or_a_configuration(self):
        for _, objects in self.each():
            values = [value for each in objects if each["kind"] == "Secret" for value in each["data"].values()]
            rest = yaml.safe_dump_all(each for each in objects if each["kind"] != "Secret")
            self.assertFalse([value for value in values if value in rest])
            self.assertNotIn("secretKeyRef", rest)

    def test_all_live_probes_leave_time_to_start(self):
        for name, spec in self.specs():
            for container in spec["containers"]:
                for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
                    self.assertIn(probe, container, name)


@unittest.skipIf(chart.no_helm(), chart.no_helm())
class NetworkTests(SetTests):
    FORBIDDEN = ("10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "100.100.100.200", "169.254.169.254", "168.63.129.16", "fd00:ec2::254", "fe80::1")
    """Pods, Services, nodes, and the metadata addresses of the clouds."""

    def test_servers_reach_no_private_address_by_the_rules_for_the_internet(self):
        for name in ("trial", "ingress", "loadbalancer"):
            policy = self.servers(name)
            for rule in policy["spec"]["egress"]:
                for peer in rule.get("to", []):
                    block = peer.get("ipBlock")
                    if block and ipaddress.ip_network(block["cidr"]).prefixlen == 0:
                        for address in self.FORBIDDEN:
                            self.assertFalse(reaches(block, address), f"{name}: {address}")
                        self.assertTrue(reaches(block, "93.184.216.34") or reaches(block, "2606:2800::1"))

    def test_a_rule_without_peers_or_ports_is_nowhere_in_the_servers_policy(self):
        for name in ("trial", "ingress", "gateway", "loadbalancer"):
            policy = self.servers(name)["spec"]
            self.assertEqual({}, policy["podSelector"])
            self.assertEqual(["Ingress", "Egress"], policy["policyTypes"])
            for rule in policy["egress"]:
                self.assertTrue(rule.get("to"), rule)
            for rule in policy["ingress"]:
                self.assertTrue(rule.get("from"), rule)

    def test_blocked_addresses_are_blocked_in_their_family(self):
        policy = self.servers("loadbalancer")
        blocks = [peer["ipBlock"] for rule in policy["spec"]["egress"] for peer in rule["to"] if "ipBlock" in peer]
        world = [block for block in blocks if block["cidr"] in ("0.0.0.0/0", "::/0")]
        self.assertEqual(2, len(world))
        for address in ("198.51.100.7", "2001:db8::7"):
            self.assertFalse(any(reaches(block, address) for block in world))

    def test_without_the_internet_nothing_but_dns_the_hub_and_what_was_named(self):
        rules = self.servers("gateway")["spec"]["egress"]
        blocks = {peer["ipBlock"]["cidr"]: rule.get("ports") for rule in rules for peer in rule["to"] if "ipBlock" in peer}
        dns = [{"protocol": "UDP", "port": 53}, {"protocol": "TCP", "port": 53}]
        self.assertEqual({"169.254.20.10/32": dns, "10.9.0.0/24": None}, blocks)

    def test_the_database_is_the_hubs_alone(self):
        policy = chart.named(chart.objects(chart.template(values="trial")), "NetworkPolicy", "berth-database")
        self.assertEqual(1, len(policy["spec"]["ingress"]))
        self.assertEqual(
            "hub", policy["spec"]["ingress"][0]["from"][0]["podSelector"]["matchLabels"]["app.kubernetes.io/component"]
        )
        self.assertNotIn("egress", policy["spec"])

    def servers(self, name: str) -> dict:
        objects = chart.objects(chart.template(values=name))
        return next(each for each in objects if each["kind"] == "NetworkPolicy" and each["metadata"]["name"].endswith("-servers"))


def reaches(block: dict, address: str) -> bool:
    where = ipaddress.ip_address(address)
    return where in ipaddress.ip_network(block["cidr"]) and not any(
        where in ipaddress.ip_network(other) for other in block.get("except", [])
    )


if __name__ == "__main__":
    unittest.main()
