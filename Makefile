# Berth. `make` without a target lists the targets.
.DEFAULT_GOAL := help
.PHONY: help build run test test-all test-jupyterhub test-cluster e2e e2e-kube pictures soak bench bench-lists bench-usage bench-start bench-kube prose format clean image image-test image-scan image-lock hub-image hub-image-test chart-test

MVN := bin/mvn
VARIANT ?= base

help: ## list these targets
	@sed -n 's/^\([a-z0-9-]*\):.*## /  make \1|/p' Makefile | column -t -s '|'

build: ## build what `make run` needs
	@echo "Building Berth (the first time fetches its libraries)..."
	@$(MVN) -q -pl hub-server -am package -DskipTests
	@bin/prepare

run: build ## build and start the hub; configure it with BERTH_HOME, BERTH_HOST, BERTH_PORT and BERTH_CONFIG
	@exec bin/berth

test: prose ## run all tests except those in a browser; print what was skipped and why
	@bin/test

e2e: build ## run the end-to-end tests: a real browser, real servers, kills
	@bin/e2e

e2e-kube: build ## run them on the Kubernetes cluster in KUBECONFIG; for the chart, run `make hub-image` first
	@bin/e2e --kubernetes

test-cluster: build ## run all tests that need the Kubernetes cluster in KUBECONFIG, and record that they passed
	@bin/test-cluster

test-all: ## everything that CI runs, with nothing skipped because it passed before with the same files
	@.ci/run --all

test-jupyterhub: ## JupyterHub's own tests against the test kit, of version JUPYTERHUB (6.1.1); fails unless exactly the listed ones fail
	@e2e/kit/upstream/run-all $(or $(JUPYTERHUB),6.1.1)

pictures: build ## update the screenshots in docs/images/pages; review them before you commit
	@bin/e2e -Dtest='WalkIT' || true
	@mkdir -p docs/images/pages && cp e2e/target/screenshots/*-en-light-1280.png docs/images/pages/

soak: build ## kill the hub 200 times at random moments
	@BERTH_E2E_KILLS=200 bin/e2e -Dtest='KillsIT'

bench: build ## measure Berth beside JupyterHub; BENCH=quick takes a few minutes; prints ratios, judges nothing
	@bin/bench

bench-lists: ## measure lists with 20,000 users; prints times and ratios, never fails
	@$(MVN) -q -pl hub-server -am test -Dtest=LargeInstallation -Dsurefire.failIfNoSpecifiedTests=false | grep '^bench:'

bench-usage: ## measure usage reports with 5 million records of 20,000 users; prints times, never fails; about 15 minutes
	@$(MVN) -q -pl hub-server -am test -Dtest=LargeUsage -Dsurefire.failIfNoSpecifiedTests=false | grep '^bench:'

bench-start: build ## what a start of the hub and the proxy costs, beside the flags from before; prints figures and ratios, judges nothing
	@bin/bench-start

image: ## build the image for servers, VARIANT=base or cuda, as an OCI archive in image/target; needs root, but no container engine
	@image/build $(VARIANT)

image-test: ## test the image: any UID, read-only root, what must fail; VARIANT=base or cuda
	@VARIANT=$(VARIANT) python3 -m unittest discover -v -s image/test
	@bin/tested --record image-$(VARIANT)

image-scan: ## look up the known vulnerabilities of the image's packages, with Trivy or Grype
	@VARIANT=$(VARIANT) image/scan

image-lock: ## update the image's Python packages to the newest versions, with their hashes
	@image/lock --upgrade

hub-image: build ## build the hub's and the proxy's images as OCI archives in deploy/image/target; needs root, but no container engine
	@deploy/image/build

hub-image-test: ## test those images: their content, any UID, a read-only root
	@python3 -m unittest discover -v -s deploy/image/test

chart-test: ## test the chart: golden files, rejected values, security rules, and the cluster in KUBECONFIG if there is one
	@python3 -m unittest discover -v -s deploy/test

bench-kube: build ## measure thousands of servers (BERTH_BENCH_SERVERS) on KWOK nodes of the cluster in KUBECONFIG; prints results, never fails
	@bin/e2e -Dtest=KubernetesScale > /dev/null; grep '^bench:' e2e/target-e2e.log

prose: ## check the wording of page texts, docs, comments and messages
	@bin/prose

format: ## format the Java code
	@$(MVN) -q spotless:apply

clean: ## remove what was built
	@$(MVN) -q clean
