package org.partnergateway.partnercenter;

import java.net.URI;

/**
 * The clouds that Partner Center runs in.
 *
 * @see <a href=
 * "https://learn.microsoft.com/partner-center/developer/partner-center-authentication">
 * Partner Center authentication</a>
 */
enum PartnerCenterCloud {

	GLOBAL("https://api.partnercenter.microsoft.com", "https://login.microsoftonline.com"),

	US_GOVERNMENT("https://api.partnercenter.microsoft.com", "https://login.microsoftonline.us"),

	CHINA("https://partner.partnercenterapi.microsoftonline.cn", "https://login.partner.microsoftonline.cn");

	private final String api;

	private final String authority;

	PartnerCenterCloud(String api, String authority) {
		this.api = api;
		this.authority = authority;
	}

	URI api() {
		return URI.create(this.api);
	}

	URI tokenUri(String tenantId) {
		return URI.create(this.authority + "/" + tenantId + "/oauth2/v2.0/token");
	}

	/**
	 * The scope of all permissions that the application has been granted.
	 */
	String scope() {
		return this.api + "/.default";
	}

	/**
	 * The scope of the permission that a user consents to.
	 */
	String permission() {
		return this.api + "/user_impersonation";
	}

}
