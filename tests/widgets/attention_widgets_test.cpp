#include "tests/support/plain_attention.h"
#include "tests/support/test_registry.h"
#include "widgets/attention/head_grid.h"
#include "widgets/attention/head_table.h"
#include "widgets/attention/matrix_view.h"
#include "widgets/attention/picking_view.h"
#include "widgets/attention/query_view.h"
#include "widgets/attention/step_selector.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

namespace nie::attention_widgets_test {

using test::PlainAttention;

namespace {

/// A field in the plane at the times of PlainAttention.
std::shared_ptr<const PredictionSnapshot> planeSample()
{
    auto sample = std::make_shared<PredictionSnapshot>();
    sample->channels = {"u"};
    sample->timeLabel = "t (s)";
    sample->times = {0.0, 1.0, 3.0};
    sample->space = {{.name = "x", .label = "x (m)", .coordinates = {1, 2, 3, 4}},
                     {.name = "y", .label = "y (m)", .coordinates = {-1, 1}}};
    for (int k = 0; k < 24; ++k)
        sample->truth.push_back(k);
    sample->prediction = sample->truth;
    return sample;
}

/// The place of a widget that shows the data (x, y) of its first panel.
QPoint placeOf(const FigureView& view, double x, double y)
{
    const PanelPlace panel = view.panelPlaces().at(0);
    return QPointF(panel.x.toDrawing(x), panel.y.toDrawing(y)).toPoint();
}

}  // namespace

class AttentionWidgetsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theGridHasAThumbnailForEveryHeadAndAClickChoosesOne()
    {
        const PlainAttention maps;
        HeadGrid grid;
        grid.resize(400, 300);
        grid.setHeads(maps.origin());
        QCOMPARE(grid.thumbnailCount(), 0);
        for (std::int64_t layer = 0; layer < 2; ++layer)
            for (std::int64_t head = 0; head < 3; ++head)
                grid.setThumbnail(maps.map(layer, head));
        QCOMPARE(grid.thumbnailCount(), 6);
        QSignalSpy chosen(&grid, &HeadGrid::headChosen);
        QTest::mouseClick(&grid, Qt::LeftButton, {}, grid.cellOf(1, 2).center());
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][0].value<std::int64_t>(), std::int64_t(1));
        QCOMPARE(chosen[0][1].value<std::int64_t>(), std::int64_t(2));
        QTest::keyClick(&grid, Qt::Key_Left);
        QCOMPARE(chosen[1][1].value<std::int64_t>(), std::int64_t(1));
        QTest::keyClick(&grid, Qt::Key_Down);  // there is no such layer
        QCOMPARE(chosen.count(), 2);
        QVERIFY(grid.accessibleDescription().contains("layer 1, head 1"));
    }

    void theGridTellsWhatLeavingOutAHeadCosts()
    {
        const PlainAttention maps;
        HeadGrid grid;
        grid.resize(400, 260);
        grid.setHeads(maps.origin());
        const QImage before = grid.grab().toImage();
        grid.setChanges({1.0, 25.0, 0.0, -3.0, 4.0, 1e4});
        const QImage with = grid.grab().toImage();
        QVERIFY(with != before);
        // The pictures themselves stay: only the line above the first head has changed.
        const QRect cell = grid.cellOf(0, 0);
        const QRect picture(cell.left(), cell.bottom() - cell.width() + 1, cell.width(),
                            cell.width());
        QCOMPARE(with.copy(picture), before.copy(picture));
        grid.setChanges({});
        QCOMPARE(grid.grab().toImage(), before);
    }

    void aSelectorStepsAndStopsAtItsEnds()
    {
        StepSelector selector("thing", "T&hing", "Alt+1|Alt+2");
        selector.setItems({"a", "b", "c"}, 1);
        QCOMPARE(selector.text(), QString("b"));
        QSignalSpy chosen(&selector, &StepSelector::chosen);
        auto* next = selector.findChild<QToolButton*>("thing.next");
        QVERIFY(next->toolTip().contains("Alt+2"));
        QTest::mouseClick(next, Qt::LeftButton);
        QCOMPARE(selector.text(), QString("c"));
        QVERIFY(!next->isEnabled());
        selector.step(1);
        QCOMPARE(chosen.count(), 1);
        selector.setItems({"c", "d"});
        QCOMPARE(selector.text(), QString("c"));  // is still there
        selector.setItems({"x", "y"});
        QCOMPARE(selector.text(), QString("x"));
        QCOMPARE(chosen.count(), 1);
    }

    void aClickOnTheSampleIsTheTokenThereAndShiftPinsOne()
    {
        const PlainAttention maps;
        QueryView view;
        view.resize(420, 420);
        view.showSample(planeSample(), maps.origin());
        view.setTokens({8});
        view.show();
        auto* picture = view.findChild<PickingView*>("attention.query");
        QSignalSpy asked(&view, &QueryView::queryChosen);
        QSignalSpy pinned(&view, &QueryView::pinChosen);
        // The second time is on show, that of token 8.
        QTest::mouseClick(picture, Qt::LeftButton, {}, placeOf(*picture, 3.0, 1.0));
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].value<std::int64_t>(), std::int64_t(8 + 2 * 2 + 1));
        QTest::mouseClick(picture, Qt::LeftButton, Qt::ShiftModifier, placeOf(*picture, 4.0, -1.0));
        QCOMPARE(pinned.count(), 1);
        QCOMPARE(pinned[0][0].value<std::int64_t>(), std::int64_t(8 + 2 * 3));
    }

    void arrowsMoveTheTokenWithinTheDomain()
    {
        const PlainAttention maps;
        QueryView view;
        view.showSample(planeSample(), maps.origin());
        view.setTokens({8});
        QSignalSpy asked(&view, &QueryView::queryChosen);
        const auto moved = [&](int key) {
            QTest::keyClick(&view, static_cast<Qt::Key>(key));
            return asked.last()[0].value<std::int64_t>();
        };
        QCOMPARE(moved(Qt::Key_Right), std::int64_t(10));
        QCOMPARE(moved(Qt::Key_Up), std::int64_t(9));
        QCOMPARE(moved(Qt::Key_PageUp), std::int64_t(16));
        QCOMPARE(moved(Qt::Key_Left), std::int64_t(8));  // at the edge
        view.setTokens({16});
        auto* slider = view.findChild<QSlider*>("attention.time");
        QCOMPARE(slider->value(), 2);
    }

    void theMatrixReadsItsEntries()
    {
        const PlainAttention maps({.causal = true});
        MatrixView view;
        view.resize(700, 600);
        view.showMap(maps.origin(), maps.map(0, 1));
        // Token 9 of the second time: from 1.25 to 1.5; tokens of the first from 0 to 1.
        const QString reading = view.readingAt(0.3, 1.3);
        QVERIFY2(reading.contains("attending t = 1.000, x = 1.000, y = 1.000"),
                 qPrintable(reading));
        const QString value = QString::number(maps.entry(0, 1, 9, 2), 'g', 3);
        QVERIFY2(reading.contains(value), qPrintable(reading + " for " + value));
        QVERIFY(view.readingAt(2.5, 0.5).contains("outside the limits"));
        QCOMPARE(view.figure().panels[0].image->values, maps.map(0, 1).values);
        view.show();
        QSignalSpy asked(&view, &MatrixView::queryChosen);
        auto* picture = view.findChild<PickingView*>("attention.matrix");
        QTest::mouseClick(picture, Qt::LeftButton, {}, placeOf(*picture, 0.3, 1.3));
        QCOMPARE(asked.count(), 1);
        const auto row = asked[0][0].value<std::int64_t>();
        QVERIFY(row >= 8 && row <= 11);
    }

    void theTableHoldsTheNumbersAndWhatAblationCosts()
    {
        const PlainAttention maps({.distributions = false});
        HeadTable table;
        const auto statistics = maps.statistics({});
        table.showStatistics(statistics, maps.origin());
        QCOMPARE(table.rowCount(), 7);
        QCOMPARE(table.item(6, 0)->text(), QString("uniform"));
        // A signed kernel has no entropy, and says why.
        QCOMPARE(table.item(2, 1)->text(), QString("–"));
        QVERIFY(table.item(2, 1)->toolTip().contains("signed"));
        QVERIFY(table.item(6, 1)->text() != QString("–"));
        AblationStudy study;
        study.whole.mse = 0.5;
        study.heads = {{0, 1, {}}};
        study.heads[0].scores.mse = 0.75;
        table.showAblation(study);
        QCOMPARE(table.item(1, table.columnCount() - 1)->text(), QString("+50.0 %"));
        table.showStatistics(statistics, maps.origin());
        QCOMPARE(table.item(1, table.columnCount() - 1)->text(), QString("+50.0 %"));
        QSignalSpy chosen(&table, &HeadTable::headChosen);
        table.selectRow(4);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][0].value<std::int64_t>(), std::int64_t(1));
        QCOMPARE(table.text().count('\n'), 7);
    }
};

NIE_TEST_WITH(QApplication, AttentionWidgetsTest);

}  // namespace nie::attention_widgets_test

#include "attention_widgets_test.moc"
