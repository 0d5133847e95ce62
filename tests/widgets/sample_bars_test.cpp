#include "tests/support/test_registry.h"
#include "tests/widgets/plot_mouse.h"
#include "widgets/curves/sample_bars.h"

#include <QLabel>
#include <QSignalSpy>
#include <QToolTip>

namespace nie::sample_bars_test {

using namespace nie::test;

class SampleBarsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<SampleBars> m_bars;
    QPoint barAt(int rank, double share = 0.5) const
    {
        const QCustomPlot* plot = m_bars->drawing();
        const QRect area = plot->axisRect()->rect();
        return {static_cast<int>(std::lround(plot->xAxis->coordToPixel(rank))),
                static_cast<int>(area.bottom() - share * area.height())};
    }

private Q_SLOTS:
    void init()
    {
        m_bars = std::make_unique<SampleBars>();
        m_bars->resize(500, 300);
        m_bars->setEmptyText("nothing yet");
        m_bars->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_bars.get()));
    }
    void cleanup() { m_bars.reset(); }

    void beforeThereAreValuesItSaysWhatWillBeThere()
    {
        QVERIFY(m_bars->findChild<QLabel*>("sampleBars.empty")->isVisible());
        m_bars->setValues({{4, 0.1}}, "Error");
        QVERIFY(!m_bars->findChild<QLabel*>("sampleBars.empty")->isVisible());
        m_bars->clear();
        QVERIFY(m_bars->findChild<QLabel*>("sampleBars.empty")->isVisible());
    }

    void barsStandFromTheLargestToTheLeast()
    {
        m_bars->setValues({{7, 0.1}, {3, 0.4}, {9, 0.02}}, "Error");
        using Bar = std::pair<std::int64_t, double>;
        QVERIFY(m_bars->bars() == (std::vector<Bar>{{3, 0.4}, {7, 0.1}, {9, 0.02}}));
    }

    void whatHasNoBarIsCounted()
    {
        m_bars->setValues({{1, 0.1}, {2, NAN}, {3, 0.0}, {4, 0.2}}, "Error");
        QCOMPARE(m_bars->bars().size(), std::size_t(2));
        QCOMPARE(m_bars->notShownText(), QString("2 of 4 samples without such a value not shown"));
    }

    void aClickOnABarChoosesItsSample()
    {
        m_bars->setValues({{7, 0.1}, {3, 0.4}, {9, 0.02}}, "Error");
        m_bars->drawing()->replot();
        QSignalSpy spy(m_bars.get(), &SampleBars::sampleChosen);
        QTest::mouseClick(m_bars->drawing(), Qt::LeftButton, {}, barAt(1));
        QTest::mouseClick(m_bars->drawing(), Qt::LeftButton, {}, barAt(3));
        // Over a low bar, too: its whole height counts.
        QTest::mouseClick(m_bars->drawing(), Qt::LeftButton, {}, barAt(2, 0.95));
        QCOMPARE(spy.count(), 3);
        QCOMPARE(spy.at(0).at(0).toLongLong(), 3);
        QCOMPARE(spy.at(1).at(0).toLongLong(), 9);
        QCOMPARE(spy.at(2).at(0).toLongLong(), 7);
        QVERIFY(m_bars->chosen() == std::int64_t(7));
    }

    void theMouseOverABarTellsTheSampleAndItsValue()
    {
        m_bars->setValues({{7, 0.1}, {3, 0.4}}, "Error");
        m_bars->drawing()->replot();
        moveTo(m_bars->drawing(), barAt(2));
        QCOMPARE(QToolTip::text(), QString("Sample 7: 0.100"));
    }
};

NIE_TEST_WITH(QApplication, SampleBarsTest);

}  // namespace nie::sample_bars_test

#include "sample_bars_test.moc"
