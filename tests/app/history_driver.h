#pragma once

#include "app/shown_run.h"
#include "tests/app/window_driver.h"

#include <QTableView>

namespace nie::test {

/// Opens the only run of the history by a double click on its row.
inline void openOnlyRun(WindowDriver& driver, int patience)
{
    driver.click(QStringLiteral("pageRuns"));
    auto* table = driver.find<QTableView>(QStringLiteral("runsTable"));
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, patience);
    const QPoint row = table->visualRect(table->model()->index(0, 0)).center();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, row);
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, row);
    ++driver.clicks;
    QTRY_VERIFY_WITH_TIMEOUT(!driver.window.shownRun().isLive(), patience);
}

}  // namespace nie::test
