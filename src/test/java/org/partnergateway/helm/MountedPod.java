package org.partnergateway.helm;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;

/**
 * What Kubernetes would make of a pod's volumes and variables, below a directory instead
 * of the root: so far that its commands can be run here.
 */
public final class MountedPod {

	private static final Pattern PATH = Pattern.compile("(?<![\\w/.])/(etc/|run/|var/|tmp\\b)");

	private final Path root;

	private final Map<String, Map<String, String>> secrets;

	private final Manifests manifests;

	private final PodSpec pod;

	/**
	 * Prepares a pod.
	 * @param root the directory that stands for the root
	 * @param secrets what is in each Secret, by name and key
	 * @param manifests where the pod's ConfigMaps are
	 * @param pod the pod
	 */
	public MountedPod(Path root, Map<String, Map<String, String>> secrets, Manifests manifests, PodSpec pod) {
		this.root = root;
		this.secrets = secrets;
		this.manifests = manifests;
		this.pod = pod;
	}

	/**
	 * Runs the init containers, and puts the only other container's files where it
	 * expects them.
	 * @return this
	 */
	public MountedPod start() throws IOException, InterruptedException {
		for (Container container : this.pod.getInitContainers()) {
			mount(container);
			Process process = command(container, Map.of()).redirectOutput(Redirect.DISCARD).start();
			if (process.waitFor() != 0) {
				throw new AssertionError(container.getName() + " failed");
			}
		}
		mount(container());
		return this;
	}

	/**
	 * The variables of the container.
	 */
	public Map<String, String> environment() {
		return environment(container());
	}

	/**
	 * A file of the container.
	 */
	public Path file(String path) {
		return this.root.resolve(path.substring(1));
	}

	/**
	 * The command of the container.
	 * @param environment variables that are different here
	 */
	public ProcessBuilder command(Map<String, String> environment) {
		return command(container(), environment);
	}

	private Container container() {
		return this.pod.getContainers().getFirst();
	}

	private ProcessBuilder command(Container container, Map<String, String> environment) {
		ProcessBuilder builder = new ProcessBuilder(
				Stream.concat(container.getCommand().stream(), container.getArgs().stream()).toList())
			.redirectErrorStream(true);
		builder.environment().putAll(environment(container));
		builder.environment().putAll(environment);
		return builder;
	}

	private Map<String, String> environment(Container container) {
		return container.getEnv()
			.stream()
			.collect(Collectors.toMap((variable) -> variable.getName(), (variable) -> moved(variable.getValue())));
	}

	private void mount(Container container) throws IOException {
		for (var mount : container.getVolumeMounts()) {
			Path directory = Files.createDirectories(file(mount.getMountPath()));
			Volume volume = this.pod.getVolumes()
				.stream()
				.filter((candidate) -> candidate.getName().equals(mount.getName()))
				.findFirst()
				.orElseThrow();
			for (Map.Entry<String, String> file : content(volume).entrySet()) {
				Path target = directory.resolve(file.getKey());
				Files.createDirectories(target.resolveSibling(""));
				Files.writeString(target, moved(file.getValue()));
			}
		}
	}

	private Map<String, String> content(Volume volume) {
		if (volume.getConfigMap() != null) {
			return this.manifests.configMap(volume.getConfigMap().getName()).getData();
		}
		if (volume.getSecret() != null) {
			return secret(volume.getSecret().getSecretName(), volume.getSecret().getItems());
		}
		if (volume.getProjected() != null) {
			return volume.getProjected()
				.getSources()
				.stream()
				.map(VolumeProjection::getSecret)
				.flatMap((source) -> secret(source.getName(), source.getItems()).entrySet().stream())
				.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
		}
		return Map.of();
	}

	private Map<String, String> secret(String name, List<KeyToPath> items) {
		Map<String, String> secret = Objects.requireNonNull(this.secrets.get(name), name);
		return items.stream()
			.collect(Collectors.toMap(KeyToPath::getPath,
					(item) -> Objects.requireNonNull(secret.get(item.getKey()), item.getKey())));
	}

	/**
	 * A text with the paths of all mounts below the directory.
	 */
	private String moved(String text) {
		return PATH.matcher(text).replaceAll(Matcher.quoteReplacement(this.root.toString()) + "$0");
	}

}
