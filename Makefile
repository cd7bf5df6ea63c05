# The five everyday tasks. Each runs ./mvnw or docker, and shows the command before it runs.
.DEFAULT_GOAL := help
.PHONY: help run test verify format image

help: ## lists the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## starts the gateway over its sandbox, at http://localhost:8080/
	./mvnw spring-boot:run -Dspring-boot.run.profiles=sandbox

TEST ?= ReportQueryTests
test: ## runs one class of tests: make test TEST=ReportQueryTests
	./mvnw test -Dtest=$(TEST)

verify: ## runs all checks and tests, as before each merge
	./mvnw verify

format: ## formats the code
	./mvnw spring-javaformat:apply

IMAGE ?= partner-license-gateway:0.1.0
image: ## builds the image: make image IMAGE=partner-license-gateway:0.1.0
	./mvnw package -DskipTests
	docker build -t $(IMAGE) .
