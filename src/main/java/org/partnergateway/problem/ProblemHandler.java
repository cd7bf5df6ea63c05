package org.partnergateway.problem;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.partnergateway.correlation.InvalidHeaderException;
import org.partnergateway.partnercenter.question.InvalidParameterException;
import org.partnergateway.partnercenter.failure.PartnerCenterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Translates the exception of a request into the problem that its caller sees. Failures
 * of Partner Center have already been logged where they occurred; unexpected exceptions
 * are logged here.
 */
@ControllerAdvice
class ProblemHandler {

	static final String ALLOWED_METHODS = "GET, HEAD, OPTIONS";

	static final String NO_SUCH_PATH = "There is no such path here.";

	static final String DEFECT = "This is a defect of the gateway. Its log has the cause, under the ids of this problem.";

	private static final Logger logger = LoggerFactory.getLogger(ProblemHandler.class);

	private final Problems problems;

	ProblemHandler(Problems problems) {
		this.problems = problems;
	}

	@ExceptionHandler
	void partnerCenter(PartnerCenterException failure, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		this.problems.write(request, response, problem(failure));
	}

	@ExceptionHandler
	void invalidHeader(InvalidHeaderException failure, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		write(request, response, ProblemType.INVALID_HEADER, String.valueOf(failure.getMessage()));
	}

	@ExceptionHandler
	void invalidParameter(InvalidParameterException failure, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		write(request, response, ProblemType.INVALID_PARAMETER, String.valueOf(failure.getMessage()));
	}

	/**
	 * Answers for a query that Tomcat cannot read. Reports do not use it: they read
	 * theirs by themselves.
	 */
	@ExceptionHandler(org.apache.tomcat.util.http.InvalidParameterException.class)
	void unreadableQuery(HttpServletRequest request, HttpServletResponse response) throws IOException {
		write(request, response, ProblemType.INVALID_REQUEST, "The query is not well-formed.");
	}

	@ExceptionHandler({ NoHandlerFoundException.class, NoResourceFoundException.class })
	void notFound(HttpServletRequest request, HttpServletResponse response) throws IOException {
		write(request, response, ProblemType.NOT_FOUND, NO_SUCH_PATH);
	}

	@ExceptionHandler(HttpRequestMethodNotSupportedException.class)
	void methodNotAllowed(HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.setHeader(HttpHeaders.ALLOW, ALLOWED_METHODS);
		write(request, response, ProblemType.METHOD_NOT_ALLOWED, "This resource is read: use GET or HEAD.");
	}

	@ExceptionHandler(HttpMediaTypeNotAcceptableException.class)
	void notAcceptable(HttpServletRequest request, HttpServletResponse response) throws IOException {
		write(request, response, ProblemType.NOT_ACCEPTABLE,
				"This resource comes as application/json, which the header Accept must allow.");
	}

	@ExceptionHandler(AsyncRequestTimeoutException.class)
	void timedOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
		write(request, response, ProblemType.UPSTREAM_TIMEOUT, "There was no answer within the deadline.");
	}

	@ExceptionHandler
	void unexpected(Exception failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (failure instanceof AsyncRequestNotUsableException || response.isCommitted()) {
			logger.debug("The caller is gone", failure);
			return;
		}
		logger.error("A request ended with an exception that nobody expected", failure);
		write(request, response, ProblemType.INTERNAL_ERROR, DEFECT);
	}

	private void write(HttpServletRequest request, HttpServletResponse response, ProblemType type, String detail)
			throws IOException {
		this.problems.write(request, response, Problem.of(type, detail));
	}

	private static Problem problem(PartnerCenterException failure) {
		String detail = String.valueOf(failure.getMessage());
		return switch (failure) {
			case PartnerCenterException.NotFound e ->
				new Problem(ProblemType.NOT_FOUND, detail, e.code(), e.description(), null);
			case PartnerCenterException.CustomerForbidden e ->
				new Problem(ProblemType.CUSTOMER_FORBIDDEN, detail, e.code(), e.description(), null);
			case PartnerCenterException.QuestionRejected e ->
				new Problem(ProblemType.QUESTION_REJECTED, detail, e.code(), e.description(), null);
			case PartnerCenterException.Rejected e ->
				new Problem(ProblemType.UPSTREAM_REJECTED, detail, e.code(), e.description(), null);
			case PartnerCenterException.Credentials e ->
				new Problem(ProblemType.UPSTREAM_CREDENTIALS, detail, e.code(), e.description(), null);
			case PartnerCenterException.Malformed _ -> Problem.of(ProblemType.UPSTREAM_MALFORMED, detail);
			case PartnerCenterException.Throttled e ->
				new Problem(ProblemType.UPSTREAM_THROTTLED, detail, e.code(), e.description(), e.retryAfter());
			case PartnerCenterException.Unavailable e ->
				new Problem(ProblemType.UPSTREAM_UNAVAILABLE, detail, e.code(), e.description(), e.retryAfter());
			case PartnerCenterException.TimedOut _ -> Problem.of(ProblemType.UPSTREAM_TIMEOUT, detail);
		};
	}

}
