package org.partnergateway;

import java.util.List;
import java.util.Map;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.partnergateway.partnercenter.question.LicenseReport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The table of packages: which may use which, and where each library has its home.
 */
@AnalyzeClasses(packages = "org.partnergateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String ROOT = "org.partnergateway";

	private static final Map<String, List<String>> MAY_USE = Map.ofEntries( //
			Map.entry("cache", List.of()), //
			Map.entry("callers", List.of("problem", "correlation", "settings", "outbound")), //
			Map.entry("connector", List.of("correlation", "settings")), //
			Map.entry("correlation", List.of()), //
			Map.entry("drain", List.of()), //
			Map.entry("files", List.of("connector", "http")), //
			Map.entry("http", List.of()), //
			Map.entry("insights", List.of("partnercenter")), //
			Map.entry("licenses",
					List.of("callers", "connector", "cache", "partnercenter", "correlation", "http", "settings")), //
			Map.entry("ops", List.of("cache", "token", "partnercenter", "licenses", "insights", "problem")), //
			Map.entry("openapi", List.of("callers", "files")), //
			Map.entry("outbound", List.of("settings")), //
			Map.entry("page", List.of("callers", "files")), //
			Map.entry("partnercenter", List.of("token", "correlation", "http", "settings", "outbound")), //
			Map.entry("problem", List.of("partnercenter", "correlation")), //
			Map.entry("sandbox", List.of("partnercenter")), //
			Map.entry("settings", List.of()), //
			Map.entry("fastpath", List.of("callers", "licenses", "correlation", "drain", "partnercenter")), //
			Map.entry("token", List.of("http", "settings", "outbound")), //
			Map.entry("wire", List.of("problem")));

	@ArchTest
	static final ArchRule packagesUseWhatTheTableAllows = classes().that()
		.resideInAPackage(ROOT + "..")
		.should(onlyUseWhatTheTableAllows());

	@ArchTest
	static final ArchRule insightsKnowOfPartnerCenterOnlyWhichReportsThereAre = noClasses().that()
		.resideInAPackage(ROOT + ".insights..")
		.should()
		.dependOnClassesThat(JavaClass.Predicates.resideInAPackage(ROOT + ".partnercenter..")
			.and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(LicenseReport.class))));

	@ArchTest
	static final ArchRule packagesHaveNoCycles = slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

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
	static final ArchRule oauth2ClientLivesInToken = library("token", "org.springframework.security.oauth2.client..");

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
				String from = feature(item);
				if (!from.isEmpty() && !MAY_USE.containsKey(from)) {
					events.add(SimpleConditionEvent.violated(item, "package " + from + " is not in the table"));
					return;
				}
				item.getDirectDependenciesFromSelf()
					.stream()
					.filter((dependency) -> ours().test(dependency.getTargetClass()))
					.filter((dependency) -> !isAllowed(from, feature(dependency.getTargetClass())))
					.forEach((dependency) -> events
						.add(SimpleConditionEvent.violated(item, dependency.getDescription())));
			}

		};
	}

	private static boolean isAllowed(String from, String to) {
		return from.equals(to) || MAY_USE.getOrDefault(from, List.of()).contains(to);
	}

	private static DescribedPredicate<JavaClass> ours() {
		return JavaClass.Predicates.resideInAPackage(ROOT + "..");
	}

	private static String feature(JavaClass type) {
		String name = type.getPackageName();
		return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1).split("\\.", 2)[0];
	}

}
