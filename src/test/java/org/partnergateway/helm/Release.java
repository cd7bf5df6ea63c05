package org.partnergateway.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.TemplateCommand;

/**
 * What an operator would install.
 *
 * @param name the name of the release
 * @param kubernetes the version of Kubernetes
 * @param values the values files, of which a later one overrides an earlier one
 */
public record Release(String name, String kubernetes, List<Path> values) {

	/** Many tests look at the same release. */
	private static final Map<Release, Manifests> RENDERED = new ConcurrentHashMap<>();

	private static final String NAMESPACE = "licenses";

	private static final String HOOK = "\"helm.sh/hook\" \"test\"";

	Release named(String other) {
		return new Release(other, this.kubernetes, this.values);
	}

	Release on(String version) {
		return new Release(this.name, version, this.values);
	}

	Release with(Path file) {
		List<Path> more = new ArrayList<>(this.values);
		more.add(file);
		return new Release(this.name, this.kubernetes, List.copyOf(more));
	}

	/**
	 * With a file of the matrix.
	 */
	public Release with(String file) {
		return with(Chart.resource("values/" + file + ".yaml"));
	}

	/**
	 * With values that are written here.
	 */
	public Release set(String yaml) {
		return with(Chart.file(yaml));
	}

	/**
	 * Renders everything, the pods of {@code helm test} included, which Helm leaves out
	 * here since they are hooks.
	 */
	public Manifests render() {
		return RENDERED.computeIfAbsent(this, (release) -> ManifestReader.read(release.template(WithoutHooks.CHART)));
	}

	/**
	 * Renders what Helm installs.
	 */
	String template() {
		return template(Chart.DIRECTORY);
	}

	private String template(Path chart) {
		TemplateCommand command = Chart.helm(chart)
			.template()
			.withName(this.name)
			.withNamespace(NAMESPACE)
			.withKubeVersion(this.kubernetes);
		this.values.forEach(command::withValuesFile);
		return command.call();
	}

	/**
	 * What Helm tells the operator after an installation.
	 */
	String notes() {
		InstallCommand command = Chart.helm(Chart.DIRECTORY)
			.install()
			.withName(this.name)
			.withNamespace(NAMESPACE)
			.withKubeVersion(this.kubernetes)
			.clientOnly()
			.withDryRunOption(DryRun.CLIENT);
		this.values.forEach(command::withValuesFile);
		String output = command.call().getOutput();
		return output.substring(output.indexOf("NOTES:"));
	}

	/**
	 * Why Helm refuses to install this.
	 */
	String refusal() {
		try {
			template();
		}
		catch (IllegalStateException ex) {
			return String.valueOf(ex.getMessage());
		}
		throw new AssertionError("it was not refused");
	}

	/**
	 * The chart with the tests as ordinary pods. Made once.
	 */
	private static final class WithoutHooks {

		static final Path CHART = chart();

		private static Path chart() {
			Path chart = Chart.copy();
			Path file = chart.resolve("templates/tests/_test.tpl");
			String template = Chart.read(file);
			if (!template.contains(HOOK)) {
				throw new AssertionError("the tests are no hooks: " + template);
			}
			try {
				Files.writeString(file, template.replace(HOOK, "\"kept\" \"true\""));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			return chart;
		}

	}

}
