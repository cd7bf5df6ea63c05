package org.partnergateway.partnercenter;

import java.net.URI;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * The URLs of Partner Center. Without a bean of this type, they come from the properties.
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
