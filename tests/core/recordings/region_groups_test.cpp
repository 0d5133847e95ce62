#include "core/recordings/recording_figures.h"
#include "core/recordings/region_groups.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::region_groups_test {

namespace {

using Names = std::vector<std::string>;

RecordedRuns recordingOf(const Names& regions)
{
    RecordedRuns recorded;
    Recording run;
    run.source = "run";
    run.series = Eigen::MatrixXd::Random(40, Eigen::Index(regions.size()));
    run.regions = regions;
    recorded.runs.push_back(std::move(run));
    return recorded;
}

const Names kSchaefer{"7Networks_LH_Vis_1", "7Networks_LH_Default_PFC_1", "7Networks_RH_Vis_1",
                      "7Networks_RH_Cont_Par_2", "7Networks_RH_Default_Temp_1"};

}  // namespace

class RegionGroupsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void networksComeBeforeHemispheres()
    {
        const RegionGroups groups = RegionGroups::byNames(kSchaefer);
        QCOMPARE(groups.kind, std::string("network"));
        QVERIFY((groups.names == Names{"Vis", "Default", "Cont"}));
        QVERIFY((groups.order() == std::vector<Eigen::Index>{0, 2, 1, 4, 3}));
    }

    void hemispheresAreKnownAtEitherEnd_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::newRow("AAL") << "Precentral_L"
                             << "Precentral_R";
        QTest::newRow("FreeSurfer") << "Left-Putamen"
                                    << "Right-Putamen";
        QTest::newRow("Desikan") << "ctx-lh-cuneus"
                                 << "ctx-rh-cuneus";
        QTest::newRow("simulated") << "L12"
                                   << "R12";
        QTest::newRow("words") << "Cuneus, left"
                               << "Cuneus, right";
    }
    void hemispheresAreKnownAtEitherEnd()
    {
        QFETCH(QString, left);
        QFETCH(QString, right);
        const RegionGroups groups =
            RegionGroups::byNames({right.toStdString(), left.toStdString(), "Vermis"});
        QCOMPARE(groups.kind, std::string("hemisphere"));
        QVERIFY((groups.names == Names{"right", "left", "other"}));
        QVERIFY((groups.of == std::vector<std::size_t>{0, 1, 2}));
    }

    void namesThatTellNothingGiveNoGroups()
    {
        QVERIFY(RegionGroups::byNames({"region 1", "region 2"}).isEmpty());
        QVERIFY(RegionGroups::byNames({"Caudate_L", "Putamen_L"}).isEmpty());    // all alike
        QVERIFY(RegionGroups::byNames({"Caudate_L", "a", "b", "c"}).isEmpty());  // most unknown
        QVERIFY(RegionGroups::byNames({"Lingual", "Rolandic"}).isEmpty());  // no letter by itself
    }

    void theTableOfTheAtlasComesFirst()
    {
        RecordedRuns recorded = recordingOf(kSchaefer);
        for (const char* group : {"motor", "rest", "rest", "motor", ""})
            recorded.parcels.push_back({1, "", 1, 1, group});
        const RegionGroups groups = RegionGroups::ofRecording(recorded);
        QCOMPARE(groups.kind, std::string("group"));
        QVERIFY((groups.names == Names{"motor", "rest", "other"}));
        QVERIFY((groups.of == std::vector<std::size_t>{0, 1, 1, 0, 2}));
    }

    void carpetAndMatrixNameGroupsAndDrawTheirBorders()
    {
        const RecordedRuns recorded = recordingOf(kSchaefer);
        const CleanedRuns cleaned = cleanRuns(recorded, {});
        const RecordingShown shown{recorded, cleaned, "test"};
        const RecordingLook look{.order = RegionOrder::Grouped, .clip = 2.0};
        const FigureSpec carpet = carpetFigure(shown, look);
        const PanelSpec& rows = carpet.panels.at(0);
        QCOMPARE(rows.title, std::string("All regions by network"));
        QVERIFY((rows.y.names == Names{"", "Vis", "", "Default", "Cont"}));
        QCOMPARE(rows.image->to, 2.0);
        // Row 1 of the picture is the third region, z-scored.
        const Eigen::VectorXd third = recorded.runs[0].series.col(2);
        const double mean = third.mean();
        const double deviation = std::sqrt((third.array() - mean).square().sum() / 39.0);
        QVERIFY(std::abs(rows.image->at(1, 7) - (third[7] - mean) / deviation) < 1e-9);
        const SeriesSpec& lines = rows.series.at(0);
        QCOMPARE(lines.y.size(), std::size_t(6));  // two lines across
        QCOMPARE(lines.y[0], 1.5);
        QCOMPARE(lines.y[3], 3.5);
        const FigureSpec matrix = connectivityFigure(shown, look);
        QCOMPARE(matrix.panels.at(0).series.at(0).y.size(), std::size_t(12));  // and two down
        QCOMPARE(shown.regionRows(look).order[1], Eigen::Index(2));
    }
};

NIE_TEST(RegionGroupsTest);

}  // namespace nie::region_groups_test

#include "region_groups_test.moc"
