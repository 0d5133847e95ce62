#pragma once

#include "app/panels/attention_page.h"
#include "tests/app/window_driver.h"
#include "widgets/attention/head_table.h"
#include "widgets/figures/figure_view.h"

#include <QComboBox>
#include <QTabBar>

/// What tests of the Attention page do with real clicks and keys.
namespace nie::test {

constexpr int kPatience = 30000;

inline const OpenedAttention* opened(WindowDriver& driver)
{
    return driver.window.attention().session().opened().get();
}

/// Whether a checkpoint is open and the numbers of its heads are there.
inline bool isWhole(WindowDriver& driver)
{
    return opened(driver) && !driver.window.attention().session().isOpening() &&
           driver.find<HeadTable>("attention.table")->rowCount() > 0;
}

inline void openTab(WindowDriver& driver, int tab)
{
    auto* bar = driver.find<QTabBar>("attentionTabBar");
    QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(tab).center());
    ++driver.clicks;
}

/// Chooses an entry of a combo box by keys.
inline void choose(WindowDriver& driver, const QString& name, int index)
{
    auto* box = driver.find<QComboBox>(name);
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int k = 0; k < index; ++k)
        QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(box->currentIndex(), index);
}

inline const FigureSpec& figureOf(WindowDriver& driver, const char* view)
{
    return driver.find<FigureView>(view)->figure();
}

}  // namespace nie::test
