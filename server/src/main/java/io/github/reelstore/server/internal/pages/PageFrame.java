package io.github.reelstore.server.internal.pages;

import java.util.Optional;

/**
 * What is around the content of every page.
 *
 * @param title the title of the page
 * @param section the entry of the navigation that the page belongs to: projects, jobs, store, or none
 * @param assets the path before the names of stylesheet and scripts
 * @param profile the profile whose projects are shown
 * @param login whether there is a session that can be ended
 * @param budget what is spent of the strictest budget; empty without budgets
 * @param undo what was deleted and can be restored
 */
public record PageFrame(
        String title,
        String section,
        String assets,
        String profile,
        boolean login,
        Optional<BudgetMeter> budget,
        Optional<UndoBin.Notice> undo) {}
