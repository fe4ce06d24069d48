"""The description of the JSON face for programs and people (OpenAPI 3.1), made of the endpoints' declarations."""
