package org.partnergateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;
import org.partnergateway.partnercenter.question.LicenseReport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The table of rooms: how large they are, which may use which, by what doors, and where
 * each library has its home.
 */
@AnalyzeClasses(packages = "org.partnergateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String ROOT = "org.partnergateway";

	private static final Map<String, List<String>> MAY_USE = Map.ofEntries( //
			Map.entry("", List.of()), //
			Map.entry("http", List.of()), //
			Map.entry("correlation", List.of()), //
			Map.entry("settings", List.of()), //
			Map.entry("drain", List.of()), //
			Map.entry("outbound", List.of("settings")), //
			//
			Map.entry("cache", List.of("cache.load", "cache.store", "cache.shared", "cache.failure", "cache.flight")), //
			Map.entry("cache.load", List.of()), //
			Map.entry("cache.store", List.of()), //
			Map.entry("cache.shared", List.of("cache.load", "cache.store")), //
			Map.entry("cache.failure", List.of()), //
			Map.entry("cache.flight", List.of("cache.load", "cache.store", "cache.shared", "cache.failure")), //
			//
			Map.entry("token",
					List.of("token.backoff", "token.credential", "token.refresh", "token.request", "outbound",
							"settings")), //
			Map.entry("token.backoff", List.of("token.credential", "token.request")), //
			Map.entry("token.credential", List.of("settings")), //
			Map.entry("token.refresh", List.of("token.credential", "settings")), //
			Map.entry("token.request", List.of("token.credential", "token.refresh", "http", "outbound", "settings")), //
			//
			Map.entry("partnercenter",
					List.of("partnercenter.question", "partnercenter.exchange", "partnercenter.failure",
							"partnercenter.channel", "partnercenter.probe", "token", "token.request", "correlation",
							"outbound", "settings")), //
			Map.entry("partnercenter.question", List.of()), //
			Map.entry("partnercenter.exchange", List.of("partnercenter.question", "token", "correlation")), //
			Map.entry("partnercenter.failure",
					List.of("partnercenter.question", "partnercenter.exchange", "token", "token.request", "correlation",
							"http", "outbound")), //
			Map.entry("partnercenter.channel",
					List.of("partnercenter.question", "partnercenter.exchange", "partnercenter.failure", "token",
							"correlation", "http")), //
			//
			Map.entry("partnercenter.probe",
					List.of("partnercenter.question", "partnercenter.exchange", "partnercenter.failure",
							"partnercenter.channel", "token", "correlation")), //
			Map.entry("consent",
					List.of("consent.signin", "consent.proof", "partnercenter.probe", "token", "token.refresh",
							"token.request", "settings")), //
			Map.entry("consent.signin", List.of("token.request")), //
			Map.entry("consent.proof",
					List.of("consent.signin", "insights", "partnercenter.probe", "partnercenter.question", "token",
							"correlation")), //
			//
			Map.entry("problem", List.of("partnercenter.question", "partnercenter.failure", "correlation")), //
			Map.entry("wire", List.of("problem")), //
			Map.entry("connector", List.of("connector.readers", "correlation", "settings")), //
			Map.entry("connector.readers", List.of()), //
			Map.entry("files", List.of("connector.readers", "http")), //
			//
			Map.entry("callers",
					List.of("callers.addresses", "callers.credential", "callers.keys", "callers.limits",
							"callers.origins", "callers.refusal", "callers.tokens", "outbound", "problem", "settings")), //
			Map.entry("callers.addresses", List.of("settings")), //
			Map.entry("callers.credential", List.of("callers.keys")), //
			Map.entry("callers.keys", List.of("settings")), //
			Map.entry("callers.limits", List.of("callers.addresses", "settings")), //
			Map.entry("callers.origins",
					List.of("callers.credential", "callers.limits", "correlation", "problem", "settings")), //
			Map.entry("callers.refusal",
					List.of("callers.addresses", "callers.credential", "callers.limits", "callers.tokens", "problem")), //
			Map.entry("callers.tokens", List.of("outbound", "settings")), //
			//
			Map.entry("licenses",
					List.of("licenses.stored", "cache", "cache.failure", "cache.flight", "cache.load", "cache.shared",
							"cache.store", "callers.limits", "partnercenter", "partnercenter.question",
							"partnercenter.exchange", "partnercenter.failure", "partnercenter.channel", "correlation",
							"settings")), //
			Map.entry("licenses.stored",
					List.of("cache.shared", "partnercenter.question", "partnercenter.exchange", "correlation")), //
			Map.entry("licenses.web",
					List.of("licenses", "licenses.stored", "cache", "cache.store", "callers.limits",
							"connector.readers", "partnercenter", "partnercenter.question", "correlation", "http")), //
			Map.entry("fastpath", List.of("callers", "licenses.web", "partnercenter.question", "correlation", "drain")), //
			Map.entry("insights", List.of("partnercenter.question")), //
			Map.entry("ops",
					List.of("cache", "insights", "licenses", "partnercenter", "partnercenter.question",
							"partnercenter.exchange", "partnercenter.channel", "problem", "token", "token.refresh",
							"token.request")), //
			Map.entry("openapi", List.of("callers", "callers.credential", "files")), //
			Map.entry("page", List.of("callers", "files")), //
			Map.entry("sandbox", List.of("sandbox.analytics", "sandbox.exchange", "sandbox.signin", "partnercenter")), //
			Map.entry("sandbox.analytics", List.of("sandbox.sales")), //
			Map.entry("sandbox.exchange", List.of()), //
			Map.entry("sandbox.sales", List.of()), //
			Map.entry("sandbox.signin", List.of("sandbox.exchange")));

	/** What others than the room itself and its neighbours under one roof may use. */
	private static final Map<String, Set<String>> DOORS = Map.ofEntries( //
			Map.entry("cache", Set.of("EntrySnapshot", "Found", "ReadThroughCache", "StoresSnapshot")), //
			Map.entry("cache.failure", Set.of("BackOffPolicy", "FailurePolicy")), //
			Map.entry("cache.flight", Set.of("CacheSettings")), //
			Map.entry("cache.load", Set.of("CacheClock", "Load", "LoadFailedException", "Loaded")), //
			Map.entry("cache.shared", Set.of("RedisStores", "SharedStore", "ValueFormat")), //
			Map.entry("cache.store", Set.of("Cached", "FreshnessPolicy")), //
			Map.entry("callers", Set.of("Admission", "Door", "OpenPages")), //
			Map.entry("callers.credential", Set.of("AcceptedCredentials")), //
			Map.entry("callers.limits", Set.of("FetchLimit", "FetchLimitException")), //
			Map.entry("connector.readers", Set.of("Bodies")), //
			Map.entry("correlation",
					Set.of("Correlation", "CorrelationHeaders", "InvalidHeaderException", "ResponseIdentity")), //
			Map.entry("drain", Set.of("Drain")), //
			Map.entry("files",
					Set.of("FileHandler", "FileMapping", "ReadHandler", "RedirectHandler", "SlashHandler",
							"StaticFile")), //
			Map.entry("http", Set.of("ContentCodings", "EntityTags", "MediaRanges", "RetryAfter")), //
			Map.entry("insights",
					Set.of("DeploymentInsight", "Insight", "Insights", "Named", "Subject", "UsageInsight")), //
			Map.entry("licenses", Set.of("LicenseReports", "ReportSnapshot")), //
			Map.entry("licenses.web", Set.of("ReportPath", "ReportsAtHand")), //
			Map.entry("outbound", Set.of("Documents", "Outbound", "OutboundException")), //
			Map.entry("partnercenter", Set.of("PartnerCenterClient", "PartnerCenterConnectionDetails")), //
			Map.entry("partnercenter.channel", Set.of("BreakerSnapshot", "LastFetches", "Pauses")), //
			Map.entry("partnercenter.exchange",
					Set.of("MfaCompliance", "NextLink", "PartnerCenterResponse", "Storability")), //
			Map.entry("partnercenter.probe", Set.of("Probed", "ReportProbe")), //
			Map.entry("partnercenter.failure", Set.of("FailureScope", "PartnerCenterException")), //
			Map.entry("partnercenter.question", Set.of("InvalidParameterException", "LicenseReport", "ReportQuery")), //
			Map.entry("problem", Set.of("Problem", "ProblemListener", "ProblemType", "Problems")), //
			Map.entry("settings", Set.of("InvalidSettingException", "OpenFiles")), //
			Map.entry("token", Set.of("AccessToken", "AccessTokens", "Consents", "TokenProperties", "TokenRefusal")), //
			Map.entry("token.refresh", Set.of("Consent", "RefreshTokenAge")), //
			Map.entry("token.request", Set.of("Authority", "TokenEndpoint", "TokenException", "TokenRequests")));

	private static final int MOST_TYPES = 15;

	private static final int MOST_PARAMETERS = 5;

	private static final int MOST_LINES = 300;

	private static final int MOST_LINES_OF_WIRING = 120;

	@ArchTest
	static final ArchRule packagesUseWhatTheTableAllows = classes().that()
		.resideInAPackage(ROOT + "..")
		.should(onlyUseWhatTheTableAllows());

	@ArchTest
	static final ArchRule roomsAreEnteredByTheirDoors = classes().that()
		.resideInAPackage(ROOT + "..")
		.should(onlyUseDoors());

	@ArchTest
	static final ArchRule roomsFitAScreen = classes().that().resideInAPackage(ROOT + "..").should(beFewInAPackage());

	@ArchTest
	static final ArchRule callsFitALine = codeUnits().that()
		.areDeclaredInClassesThat(
				DescribedPredicate.not(JavaClass.Predicates.assignableTo(Record.class).or(JavaClass.Predicates.ENUMS)))
		.should(haveFewParameters());

	@Test
	void classesFitAFewScreens() throws IOException {
		assertThat(sources()).allSatisfy((source) -> {
			int most = source.toString().endsWith("Configuration.java") ? MOST_LINES_OF_WIRING : MOST_LINES;
			assertThat(Files.readAllLines(source)).hasSizeLessThanOrEqualTo(most);
		});
	}

	@Test
	void everyRoomSaysWhatItIsFor() throws IOException {
		assertThat(sources().map(Path::getParent).distinct())
			.allSatisfy((room) -> assertThat(room.resolve("package-info.java")).content().contains("/**"));
	}

	@ArchTest
	static final ArchRule insightsKnowOfPartnerCenterOnlyWhichReportsThereAre = noClasses().that()
		.resideInAPackage(ROOT + ".insights..")
		.should()
		.dependOnClassesThat(JavaClass.Predicates.resideInAPackage(ROOT + ".partnercenter..")
			.and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(LicenseReport.class))));

	@ArchTest
	static final ArchRule packagesHaveNoCycles = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule caffeineLivesInCacheAndBoundsTheCountersOfCallers = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".cache..", ROOT + ".callers..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("com.github.benmanes.caffeine..");

	@ArchTest
	static final ArchRule redisLivesInCache = library("cache", "org.springframework.data.redis..", "io.lettuce..");

	@ArchTest
	static final ArchRule bucket4jAndAccessTokensLiveInCallers = library("callers", "io.github.bucket4j..",
			"org.springframework.security.oauth2.server.resource..");

	@ArchTest
	static final ArchRule oauth2ClientLivesWhereTokensAndConsentsAreAskedFor = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".token..", ROOT + ".consent..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.security.oauth2.client..");

	@ArchTest
	static final ArchRule webClientLivesWherePartnerCenterAndItsTokenEndpointAreCalled = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".partnercenter..", ROOT + ".token..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.web.reactive.function.client..");

	@ArchTest
	static final ArchRule resilience4jLivesWherePartnerCenterAndItsTokenEndpointAreCalled = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".partnercenter..", ROOT + ".token..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.github.resilience4j..");

	private static ArchRule library(String home, String... packages) {
		return noClasses().that()
			.resideOutsideOfPackage(ROOT + "." + home + "..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(packages)
			.allowEmptyShould(true);
	}

	private static ArchCondition<JavaClass> onlyUseWhatTheTableAllows() {
		return new ArchCondition<>("only use what the table allows") {

			@Override
			public void check(JavaClass item, ConditionEvents events) {
				String from = room(item);
				List<String> allowed = MAY_USE.get(from);
				if (allowed == null) {
					events.add(SimpleConditionEvent.violated(item, "package " + from + " is not in the table"));
					return;
				}
				uses(item).filter((use) -> !from.equals(room(use.getTargetClass())))
					.filter((use) -> !allowed.contains(room(use.getTargetClass())))
					.forEach((use) -> events.add(SimpleConditionEvent.violated(item, use.getDescription())));
			}

		};
	}

	private static ArchCondition<JavaClass> onlyUseDoors() {
		return new ArchCondition<>("only use what is meant for others") {

			@Override
			public void check(JavaClass item, ConditionEvents events) {
				uses(item).filter((use) -> !roof(room(item)).equals(roof(room(use.getTargetClass()))))
					.filter((use) -> !DOORS.getOrDefault(room(use.getTargetClass()), Set.of())
						.contains(outermost(use.getTargetClass()).getSimpleName()))
					.forEach((use) -> events.add(SimpleConditionEvent.violated(item, use.getDescription())));
			}

		};
	}

	private static ArchCondition<JavaClass> beFewInAPackage() {
		return new ArchCondition<>("be at most " + MOST_TYPES + " in a package") {

			@Override
			public void check(JavaClass item, ConditionEvents events) {
				long types = item.getPackage()
					.getClasses()
					.stream()
					.filter((type) -> !type.getName().contains("$") && !type.getName().endsWith(".package-info"))
					.count();
				if (types > MOST_TYPES) {
					events.add(SimpleConditionEvent.violated(item, item.getPackageName() + " has " + types));
				}
			}

		};
	}

	/**
	 * Those of a record are the names of its parts.
	 */
	private static ArchCondition<JavaCodeUnit> haveFewParameters() {
		return new ArchCondition<>("have at most " + MOST_PARAMETERS + " parameters") {

			@Override
			public void check(JavaCodeUnit item, ConditionEvents events) {
				boolean generated = item.getModifiers().contains(JavaModifier.SYNTHETIC)
						|| item.getName().contains("$");
				if (!generated && item.getRawParameterTypes().size() > MOST_PARAMETERS) {
					events.add(SimpleConditionEvent.violated(item, item.getDescription()));
				}
			}

		};
	}

	private static Stream<Path> sources() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
			return files.filter((file) -> file.toString().endsWith(".java")).toList().stream();
		}
	}

	private static Stream<Dependency> uses(JavaClass item) {
		return item.getDirectDependenciesFromSelf().stream().filter((use) -> ours().test(use.getTargetClass()));
	}

	private static JavaClass outermost(JavaClass type) {
		return type.getEnclosingClass().map(ArchitectureTests::outermost).orElse(type);
	}

	private static DescribedPredicate<JavaClass> ours() {
		return JavaClass.Predicates.resideInAPackage(ROOT + "..");
	}

	private static String room(JavaClass type) {
		String name = type.getPackageName();
		return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
	}

	private static String roof(String room) {
		return room.split("\\.", 2)[0];
	}

}
