"""Where each class of holes, and each requirement of OWASP's ASVS 5.0 that applies, has its tests.

Whoever shuts a hole adds the test here; a test that is named here and not there any more fails.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Final

import pytest

TESTS: Final = Path(__file__).parents[1]
CRAWL: Final = "security/test_holes_crawl.py::"
CODE: Final = "security/test_holes_code.py::"
DOOR: Final = "security/test_holes_sign_in.py::"
ROLES: Final = "security/test_holes_roles.py::"
SESSIONS: Final = "functional/test_sessions.py::"
TABLE: Final = "security/test_table.py::"
HOSTILE: Final = "functional/test_hostile.py::"
FORGOTTEN: Final = "functional/test_forgotten.py::"
WXR: Final = "exchange/wxr/test_wxr_reader.py::"

HOLES: Final[dict[str, tuple[str, ...]]] = {
    "stored XSS in titles, names, descriptions": (
        CRAWL + "test_stored_xss_in_titles_names_descriptions",
        CODE + "test_templates_turn_escaping_off_nowhere",
        "browser/test_pages.py::test_attacks_in_every_field_come_back_as_words",
        "browser/test_admin_attacks.py::test_stored_xss_in_the_admin_runs_nowhere",
        "test_house.py::test_every_inline_permission_to_build_html_says_why",
    ),
    "reflected XSS": (
        CRAWL + "test_reflected_xss_in_addresses",
        CRAWL + "test_reflected_xss_in_queries_and_forms",
    ),
    "rich-text and URL XSS": (
        "schema/test_sanitize.py::test_what_goes_out_is_harmless",
        "schema/test_href.py::test_refused",
        "schema/test_markdown.py::test_html_in_it_is_sanitised",
    ),
    "uploaded SVG and HTML": (
        CRAWL + "test_uploads_are_not_active_content",
        "public/test_public_files.py::test_an_upload_never_runs_on_the_site",
    ),
    "traversal to private methods and attributes": (
        HOSTILE + "test_no_attribute_is_an_address",
        "web/test_traverser.py::test_any_path_is_found_or_not",
    ),
    "missing permission on a secondary endpoint": (
        TABLE + "test_every_view_has_a_line_and_every_line_a_view",
        TABLE + "test_each_view_answers_those_who_may",
        TABLE + "test_no_other_method_is_a_way_around",
        "web/test_deny.py::test_a_view_that_declares_too_little_is_a_mistake",
        "functional/test_hidden.py::test_no_answer_speaks_of_it",
    ),
    "privilege escalation by roles and members": (
        ROLES + "test_privilege_escalation_nobody_gives_what_he_lacks",
        ROLES + "test_privilege_escalation_people_are_for_managers_of_the_site",
    ),
    "CSRF": (
        SESSIONS + "test_every_form_is_refused_when_it_is_not_ours",
        SESSIONS + "test_signing_in_is_no_way_to_sign_somebody_in_as_another",
        CODE + "test_each_form_that_is_posted_has_a_token",
        CRAWL + "test_get_writes_nothing_in_the_admin",
        "functional/test_writing.py::test_a_get_writes_nothing",
    ),
    "open redirect": (
        DOOR + "test_open_redirect_came_from",
        DOOR + "test_open_redirect_by_doubled_slashes",
        "web/test_local.py::test_every_answer_stays_on_the_host",
    ),
    "SSRF and XXE": (
        CODE + "test_ssrf_the_server_fetches_no_address_of_a_user",
        CODE + "test_xxe_only_one_place_reads_xml",
        WXR + "test_doctype_is_refused",
    ),
    "template and format-string escape": (
        CRAWL + "test_template_and_format_strings_come_back_verbatim",
        CODE + "test_no_text_is_run_as_code",
        CODE + "test_format_strings_are_literals_or_translations",
    ),
    "DoS by cheap requests": (
        DOOR + "test_dos_a_password_of_thousands_of_characters_costs_no_hash",
        HOSTILE + "test_json",
        "web/test_guard.py::test_depth_is_counted_in_linear_time",
        "security/test_gate.py::test_a_third_waits_and_a_fourth_is_refused_at_once",
        "files/test_sniff.py::test_too_many_pixels",
        "public/test_match.py::test_a_missing_address_costs_little_whatever_it_is",
    ),
    "information leaks": (
        DOOR + "test_information_leaks_user_names_at_the_door",
        DOOR + "test_timing_known_and_unknown_users_cost_the_same_hash",
        CRAWL + "test_information_leaks_no_trace_path_or_version",
        CODE + "test_randomness_that_guards_something_comes_from_secrets",
        FORGOTTEN + "test_the_answer_is_the_same_for_who_is_unknown",
        HOSTILE + "test_a_bug_is_a_500_that_tells_a_number_only",
    ),
    "header injection": (
        DOOR + "test_header_injection_in_all_that_is_led_to",
        "public/test_public_files.py::test_any_name_stands_in_a_disposition",
        "jobs/test_mail.py::test_v1_3_11_no_header_is_smuggled_into_a_mail",
    ),
    "request smuggling": (HOSTILE + "test_framing", HOSTILE + "test_chunks", HOSTILE + "test_host"),
    "path traversal in files": (
        HOSTILE + "test_address",
        WXR + "test_files_outside_the_folder_are_not_found",
        "files/test_store.py::test_names",
    ),
    "pickle": (CODE + "test_pickle_of_strangers_is_never_read",),
    "clickjacking": (CRAWL + "test_clickjacking_and_the_other_headers_on_every_answer",),
    "unsafe settings": (
        "cli/test_cli_check.py::test_the_shipped_production_ini_lacks_only_what_is_the_deployers",
        "cli/test_cli_check.py::test_unsafe_settings_of_the_server_and_the_file_are_named",
    ),
}
"""Classes of holes that content systems have had."""

ASVS: Final[dict[str, str]] = {
    "1.2.1": CRAWL + "test_stored_xss_in_titles_names_descriptions",
    "1.2.2": "schema/test_href.py::test_refused",
    "1.3.1": "schema/test_sanitize.py::test_what_goes_out_is_harmless",
    "1.3.2": CODE + "test_no_text_is_run_as_code",
    "1.3.4": "public/test_public_files.py::test_an_upload_never_runs_on_the_site",
    "1.3.6": CODE + "test_ssrf_the_server_fetches_no_address_of_a_user",
    "1.3.7": CRAWL + "test_template_and_format_strings_come_back_verbatim",
    "1.3.10": CODE + "test_format_strings_are_literals_or_translations",
    "1.3.11": "jobs/test_mail.py::test_v1_3_11_no_header_is_smuggled_into_a_mail",
    "1.5.1": WXR + "test_doctype_is_refused",
    "1.5.2": CODE + "test_pickle_of_strangers_is_never_read",
    "2.2.1": "functional/test_editing_hostile.py::test_odd_values_in_every_field",
    "2.2.2": "functional/test_editing_hostile.py::test_odd_values_in_every_control",
    "2.3.3": "functional/test_writing.py::test_what_fails_writes_nothing",
    "2.4.1": DOOR + "test_brute_force_is_slowed_for_each_account_and_says_so",
    "3.2.1": CRAWL + "test_uploads_are_not_active_content",
    "3.3.1": SESSIONS + "test_the_cookie_over_https",
    "3.3.2": SESSIONS + "test_the_cookie_over_https",
    "3.3.3": SESSIONS + "test_the_cookie_over_https",
    "3.3.4": SESSIONS + "test_the_cookie_over_http",
    "3.4.1": "functional/test_visitor.py::test_strict_transport_security",
    "3.4.2": CRAWL + "test_clickjacking_and_the_other_headers_on_every_answer",
    "3.4.3": CODE + "test_templates_have_nothing_that_the_policy_forbids",
    "3.4.4": CRAWL + "test_clickjacking_and_the_other_headers_on_every_answer",
    "3.4.5": CRAWL + "test_clickjacking_and_the_other_headers_on_every_answer",
    "3.4.6": CRAWL + "test_clickjacking_and_the_other_headers_on_every_answer",
    "3.5.1": SESSIONS + "test_every_form_is_refused_when_it_is_not_ours",
    "3.5.3": CRAWL + "test_get_writes_nothing_in_the_admin",
    "3.7.2": DOOR + "test_open_redirect_came_from",
    "4.1.1": CRAWL + "test_clickjacking_and_the_other_headers_on_every_answer",
    "4.1.3": HOSTILE + "test_headers_from_anyone_change_nothing",
    "4.2.1": HOSTILE + "test_framing",
    "5.2.1": "web/test_guard.py::test_bodies_that_are_too_large",
    "5.2.2": "files/test_sniff.py::test_what_is_no_picture",
    "5.2.3": "files/test_sniff.py::test_too_many_pixels",
    "5.3.2": "files/test_store.py::test_names",
    "5.4.1": "public/test_public_files.py::test_disposition",
    "5.4.2": "public/test_public_files.py::test_any_name_stands_in_a_disposition",
    "6.2.1": "security/test_password.py::test_passwords_that_are_refused",
    "6.2.4": "security/test_password.py::test_the_list_of_common_passwords",
    "6.2.5": "security/test_password.py::test_passwords_that_are_taken",
    "6.2.8": "security/test_password.py::test_nothing_is_cut",
    "6.3.1": DOOR + "test_brute_force_from_one_address_over_many_names",
    "6.3.8": DOOR + "test_timing_known_and_unknown_users_cost_the_same_hash",
    "6.4.1": FORGOTTEN + "test_it_works_once",
    "7.2.3": "security/test_session.py::test_a_name_is_long_and_never_the_same",
    "7.2.4": SESSIONS + "test_a_session_gets_a_name_of_its_own_at_each_sign_in",
    "7.3.1": SESSIONS + "test_it_ends_when_nobody_uses_it",
    "7.3.2": SESSIONS + "test_it_ends_at_its_age_however_much_it_is_used",
    "7.4.1": SESSIONS + "test_signing_out_ends_it_on_the_server",
    "7.4.2": SESSIONS + "test_a_disabled_account_has_none",
    "7.4.3": SESSIONS + "test_another_password_ends_all",
    "7.5.1": "functional/test_people_story.py::test_the_mail_address_takes_the_password",
    "8.2.1": TABLE + "test_each_view_answers_those_who_may",
    "8.2.2": "security/test_decision_machine.py::test_the_decision_is_that_of_the_table",
    "8.2.3": ROLES + "test_asvs_15_3_3_no_field_besides_those_of_the_form_is_taken",
    "8.3.1": TABLE + "test_no_other_method_is_a_way_around",
    "11.5.1": CODE + "test_randomness_that_guards_something_comes_from_secrets",
    "13.4.1": HOSTILE + "test_address",
    "13.4.2": "cli/test_cli_check.py::test_the_environment_may_switch_debugging_on",
    "13.4.4": CODE + "test_trace_is_no_method",
    "14.3.2": CRAWL + "test_asvs_14_3_2_what_a_manager_sees_is_kept_nowhere",
    "15.3.3": ROLES + "test_asvs_15_3_3_an_account_takes_only_its_own_fields",
    "16.2.5": DOOR + "test_a_refused_sign_in_leaves_no_password_behind",
    "16.3.1": "security/audit/test_note.py::test_a_failure_is_stored",
    "16.3.2": "admin/upkeep/test_audit_screen.py::test_a_refusal_is_recorded_though_its_request_is_rolled_back",
    "16.4.1": "security/audit/test_audit_log.py::test_nothing_that_is_written_can_forge_a_line_asvs_16_4_1",
    "16.5.1": HOSTILE + "test_a_bug_is_a_500_that_tells_a_number_only",
    "16.5.3": "security/test_decide.py::test_an_unknown_workflow_leaves_managers",
}
"""Requirements of OWASP's Application Security Verification Standard 5.0, by number."""

ALL: Final = {**HOLES, **{f"ASVS {number}": (test,) for number, test in ASVS.items()}}


@cache
def names_in(file: str) -> frozenset[str]:
    """Return the names of the tests of a module, empty where there is none."""
    path = TESTS / file
    if not path.exists():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("hole", ALL)
def test_it_has_its_tests(hole: str) -> None:
    missing = [
        test
        for test in ALL[hole]
        if test.partition("::")[2] not in names_in(test.partition("::")[0])
    ]
    assert missing == []
    assert ALL[hole]
