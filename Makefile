# Berth. `make` alone lists what there is.
.DEFAULT_GOAL := help
.PHONY: help build run test e2e e2e-kube pictures soak bench bench-start bench-kube format clean image image-test image-scan image-lock hub-image hub-image-test chart-test

MVN := bin/mvn
VARIANT ?= base

help: ## list these targets
	@sed -n 's/^\([a-z0-9-]*\):.*## /  make \1|/p' Makefile | column -t -s '|'

build: ## build what `make run` needs
	@echo "Building Berth (the first time fetches its libraries)..."
	@$(MVN) -q -pl hub-server -am package -DskipTests
	@bin/prepare

run: build ## build and start the hub; BERTH_HOME, BERTH_HOST, BERTH_PORT and BERTH_CONFIG change the obvious
	@exec bin/berth

test: ## all tests but those in a browser; prints what it skipped and why
	@bin/test

e2e: build ## the whole chain: a real browser, real servers, kills
	@bin/e2e

e2e-kube: build ## the same on the Kubernetes cluster that KUBECONFIG names; `make hub-image` first, for the chart
	@bin/e2e --kubernetes

pictures: build ## take the pictures of docs/images/pages anew; look at them before they are committed
	@bin/e2e -Dtest='WalkIT' || true
	@mkdir -p docs/images/pages && cp e2e/target/screenshots/*-en-light-1280.png docs/images/pages/

soak: build ## 200 kills at random
	@BERTH_E2E_KILLS=200 bin/e2e -Dtest='KillsIT'

bench: ## how quick lists are with 20,000 users; prints times and ratios, judges nothing
	@$(MVN) -q -pl hub-server -am test -Dtest=LargeInstallation -Dsurefire.failIfNoSpecifiedTests=false | grep '^bench:'

bench-start: build ## what a start of the hub and the proxy costs, beside the flags from before; prints figures and ratios, judges nothing
	@bin/bench-start

image: ## build the image for servers, VARIANT=base or cuda, as an OCI archive in image/target; no engine, but root
	@image/build $(VARIANT)

image-test: ## try the image: any UID, read-only root, what must fail; VARIANT=base or cuda
	@VARIANT=$(VARIANT) python3 -m unittest discover -v -s image/test
	@image/tested --record $(VARIANT)

image-scan: ## look up the known vulnerabilities of the image's packages, by Trivy or Grype
	@VARIANT=$(VARIANT) image/scan

image-lock: ## choose the newest Python packages of the image, with their hashes
	@image/lock --upgrade

hub-image: build ## build the hub's and the proxy's images as OCI archives in deploy/image/target; no engine, but root
	@deploy/image/build

hub-image-test: ## try those images: what is in them, any UID, a read-only root
	@python3 -m unittest discover -v -s deploy/image/test

chart-test: ## the chart: golden files, refusals, rules of security, and a cluster where KUBECONFIG names one
	@python3 -m unittest discover -v -s deploy/test

bench-kube: build ## thousands of servers on the cluster of KUBECONFIG with KWOK nodes; BERTH_BENCH_SERVERS says how many; prints, judges nothing
	@bin/e2e -Dtest=KubernetesScale > /dev/null; grep '^bench:' e2e/target-e2e.log

format: ## format the Java code
	@$(MVN) -q spotless:apply

clean: ## remove what was built
	@$(MVN) -q clean
