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

/// Opens an experiment on fields of the plane: 3 times of 4 by 4 cells, two heads, two steps.
inline bool openTinyFields(WindowDriver& driver)
{
    RunConfig config = driver.window.engine().findExperiment("navier_stokes");
    for (const char* assignment : {"dataset.samples=8", "dataset.resolution=16", "dataset.frames=3",
                                   "dataset.duration=2", "model.width=8", "model.heads=2",
                                   "model.hidden=8", "model.attention=softmax", "training.steps=2"})
        config.set(assignment);
    const std::filesystem::path file = driver.folder / "fields.json";
    std::ofstream(file) << config.toJson().dump(2);
    return driver.window.openExperiment(file.string());
}

/// Where data of a view's first panel lie on it.
inline QPoint placeOf(const FigureView& view, double x, double y)
{
    const PanelPlace panel = view.panelPlaces().at(0);
    return QPointF(panel.x.toDrawing(x), panel.y.toDrawing(y)).toPoint();
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
