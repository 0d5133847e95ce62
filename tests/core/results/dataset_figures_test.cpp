#include "core/results/dataset_figures.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::dataset_figures_test {

namespace {

/// A set whose value at (time k, place p, channel c) is 100 k + p + 1000 c.
DatasetStudy studyOf(const std::vector<std::int64_t>& lengths, std::size_t channels)
{
    DatasetStudy study;
    study.title = "Numbers";
    study.timeLabel = "t";
    study.times = {0.0, 0.5, 2.0};
    for (const std::int64_t length : lengths)
        study.space.push_back(SpaceAxis::periodicAxis(study.space.empty() ? "x" : "y", length));
    for (std::size_t c = 0; c < channels; ++c)
        study.channels.push_back({"c" + std::to_string(c), 0.0, 1.0, -5.0, 5000.0, 0});
    study.givenPoints = 2;
    return study;
}

DatasetSample sampleOf(const DatasetStudy& study)
{
    std::size_t places = 1;
    for (const SpaceAxis& axis : study.space)
        places *= axis.coordinates.size();
    DatasetSample sample;
    for (std::size_t k = 0; k < study.times.size(); ++k)
        for (std::size_t p = 0; p < places; ++p)
            for (std::size_t c = 0; c < study.channels.size(); ++c)
                sample.values.push_back(100.0 * static_cast<double>(k) + static_cast<double>(p) +
                                        1000.0 * static_cast<double>(c));
    return sample;
}

FigureSpec figureOf(const DatasetStudy& study, const SampleLook& look)
{
    return datasetFigure(study, sampleOf(study), look);
}

}  // namespace

class DatasetFiguresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void curvesAreDrawnOverTimeWithTheGivenPointsAndInThePlane()
    {
        DatasetStudy study = studyOf({}, 2);
        study.givenStart = 1;
        const FigureSpec figure = figureOf(study, {});
        QCOMPARE(figure.panels.size(), std::size_t(2));
        QVERIFY((figure.panels[0].series[1].y == std::vector<double>{1000, 1100, 1200}));
        QCOMPARE(figure.panels[0].bands[0].from, 0.5);
        QCOMPARE(figure.panels[0].bands[0].to, 2.0);
        QVERIFY((figure.panels[1].series[0].x == std::vector<double>{0, 100, 200}));
        QVERIFY(figure.panels[1].equalAspect);
    }

    void manyChannelsAreAnImageWithOneRowAChannel()
    {
        const FigureSpec figure = figureOf(studyOf({}, 9), {.channel = 4});
        const ImageSpec& image = *figure.panels[0].image;
        QCOMPARE(image.rows, std::size_t(9));
        QCOMPARE(image.at(4, 2), 4200.0);
        QVERIFY((figure.panels[1].series[0].y == std::vector<double>{4000, 4100, 4200}));
    }

    void aFieldOnALineHasTimeUpwardsAndItsProfileAtTheTime()
    {
        const FigureSpec figure = figureOf(studyOf({4}, 2), {.channel = 1, .time = 2});
        const ImageSpec& image = *figure.panels[0].image;
        QCOMPARE(image.rows, std::size_t(3));
        QCOMPARE(image.columns, std::size_t(4));
        QCOMPARE(image.at(1, 3), 1103.0);
        QCOMPARE(image.from, -5.0);
        QCOMPARE(image.to, 5000.0);
        QVERIFY((figure.panels[1].series[0].y == std::vector<double>{1200, 1201, 1202, 1203}));
    }

    void aFieldInThePlaneHasXToTheRightAndYUpwards()
    {
        const FigureSpec figure = figureOf(studyOf({4, 3}, 1), {.time = 1});
        const ImageSpec& image = *figure.panels[0].image;
        QCOMPARE(image.columns, std::size_t(4));
        QCOMPARE(image.rows, std::size_t(3));
        // Place (i, j) is number 3 i + j of the sample.
        QCOMPARE(image.at(2, 1), 100.0 + 3 * 1 + 2);
        QVERIFY((figure.panels[1].series[0].y == std::vector<double>{7, 107, 207}));
    }

    void aLookBeyondTheSetShowsItsLast()
    {
        const DatasetStudy study = studyOf({4}, 1);
        QVERIFY(figureOf(study, {.channel = 7, .time = 99}).panels[1].series[0].y ==
                figureOf(study, {.channel = 0, .time = 2}).panels[1].series[0].y);
        QVERIFY(datasetFigure({}, {}, {}).panels.empty());
    }
};

NIE_TEST(DatasetFiguresTest);

}  // namespace nie::dataset_figures_test

#include "dataset_figures_test.moc"
