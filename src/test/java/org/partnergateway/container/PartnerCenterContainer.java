package org.partnergateway.container;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

import com.github.dockerjava.api.model.ContainerNetwork;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

/**
 * A Partner Center in a container, by the JRE of the gateway's own image.
 */
final class PartnerCenterContainer extends GenericContainer<PartnerCenterContainer> {

	private static final String ALIAS = "partner-center";

	/**
	 * Where it is for others in its network.
	 */
	static final String URL = "http://" + ALIAS + ":" + PartnerCenterStub.PORT;

	private static final String CLASS_FILE = PartnerCenterStub.class.getName().replace('.', '/') + ".class";

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	PartnerCenterContainer(Network network) {
		super(GatewayImage.name());
		withNetwork(network);
		withNetworkAliases(ALIAS);
		withExposedPorts(PartnerCenterStub.PORT);
		withCopyFileToContainer(MountableFile.forClasspathResource(CLASS_FILE), "/stub/" + CLASS_FILE);
		withCreateContainerCmdModifier(
				(create) -> create.withEntrypoint("java", "-cp", "/stub", PartnerCenterStub.class.getName()));
		waitingFor(Wait.forLogMessage(".*is open.*", 1));
	}

	/**
	 * The number of reports that it was asked for.
	 */
	int calls() throws IOException, InterruptedException {
		return Integer.parseInt(send("GET", "/calls"));
	}

	/**
	 * Lets reports wait until {@link #release()}.
	 */
	void hold() throws IOException, InterruptedException {
		send("POST", "/hold");
	}

	void release() throws IOException, InterruptedException {
		send("POST", "/release");
	}

	/**
	 * Pulls the plug: what is sent to it is lost, without a word.
	 */
	void disconnect() {
		getDockerClient().disconnectFromNetworkCmd()
			.withContainerId(getContainerId())
			.withNetworkId(getNetwork().getId())
			.exec();
	}

	void reconnect() {
		getDockerClient().connectToNetworkCmd()
			.withContainerId(getContainerId())
			.withNetworkId(getNetwork().getId())
			.withContainerNetwork(new ContainerNetwork().withAliases(List.of(ALIAS)))
			.exec();
	}

	private String send(String method, String path) throws IOException, InterruptedException {
		URI uri = URI.create("http://%s:%d%s".formatted(getHost(), getMappedPort(PartnerCenterStub.PORT), path));
		HttpRequest request = HttpRequest.newBuilder(uri)
			.method(method, BodyPublishers.noBody())
			.timeout(Duration.ofSeconds(20))
			.build();
		return this.http.send(request, BodyHandlers.ofString()).body();
	}

}
