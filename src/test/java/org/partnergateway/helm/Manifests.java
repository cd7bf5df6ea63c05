package org.partnergateway.helm;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.yaml.snakeyaml.Yaml;

/**
 * What the chart has made of some values.
 *
 * @param all the objects
 */
public record Manifests(List<HasMetadata> all) {

	/**
	 * The objects of a type.
	 */
	<T extends HasMetadata> List<T> of(Class<T> type) {
		return this.all.stream().filter(type::isInstance).map(type::cast).toList();
	}

	/**
	 * The only object of a type.
	 */
	<T extends HasMetadata> T only(Class<T> type) {
		List<T> found = of(type);
		if (found.size() != 1) {
			throw new AssertionError(found.size() + " of " + type.getSimpleName());
		}
		return found.getFirst();
	}

	/**
	 * The gateway's pod.
	 */
	public PodSpec gateway() {
		return only(Deployment.class).getSpec().getTemplate().getSpec();
	}

	/**
	 * All pods, by what makes them.
	 */
	Stream<NamedPod> pods() {
		return this.all.stream().flatMap((manifest) -> switch (manifest) {
			case Deployment deployment -> Stream.of(new NamedPod(deployment.getMetadata().getName(),
					deployment.getSpec().getTemplate().getMetadata(), deployment.getSpec().getTemplate().getSpec()));
			case Pod pod -> Stream.of(new NamedPod(pod.getMetadata().getName(), pod.getMetadata(), pod.getSpec()));
			default -> Stream.empty();
		});
	}

	/**
	 * A pod of {@code helm test}.
	 * @param suffix what its name ends with
	 */
	public PodSpec test(String suffix) {
		return of(Pod.class).stream()
			.filter((pod) -> pod.getMetadata().getName().endsWith("-test-" + suffix))
			.findFirst()
			.orElseThrow()
			.getSpec();
	}

	/**
	 * A ConfigMap, by its name.
	 */
	ConfigMap configMap(String name) {
		return of(ConfigMap.class).stream()
			.filter((map) -> map.getMetadata().getName().equals(name))
			.findFirst()
			.orElseThrow();
	}

	/**
	 * The gateway's properties, by their names.
	 */
	Map<String, Object> properties() {
		ConfigMap map = configMap(only(Deployment.class).getMetadata().getName());
		return new Yaml().load(map.getData().get("application.yaml"));
	}

	/**
	 * A pod.
	 *
	 * @param name the name of what makes it
	 * @param metadata its own metadata
	 * @param spec what it is to be
	 */
	record NamedPod(String name, ObjectMeta metadata, PodSpec spec) {

		Stream<Container> containers() {
			return Stream.concat(this.spec.getInitContainers().stream(), this.spec.getContainers().stream());
		}

	}

}
