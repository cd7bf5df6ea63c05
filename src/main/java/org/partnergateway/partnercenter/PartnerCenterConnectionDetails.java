package org.partnergateway.partnercenter;

import java.net.URI;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where Partner Center is. Without a bean of this type, the properties say.
 */
public interface PartnerCenterConnectionDetails extends ConnectionDetails {

	/**
	 * The root of the API.
	 * @return an absolute URL; a trailing slash makes no difference
	 */
	URI baseUrl();

	/**
	 * The token endpoint.
	 * @return an absolute URL
	 */
	URI tokenUri();

}
