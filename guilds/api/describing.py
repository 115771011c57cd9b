"""What the problems of communities' addresses mean."""

from spectra_site.api.describing import BAD_PARAMETERS, TOO_OFTEN

PROBLEMS = {
    400: BAD_PARAMETERS,
    401: "No access token, a bad one, or nobody is signed in.",
    403: "The account is switched off or banned.",
    429: TOO_OFTEN,
}
OF_GUILD = {**PROBLEMS, 404: "No such guild among those that the caller may see."}
OF_MEMBER = {**OF_GUILD, 404: "No such guild among those that the caller may see, or no member."}
FOR_ADMIN = {**OF_MEMBER, 403: "The caller is no ADMIN."}
