#include "core/recordings/region_graph.h"
#include "core/signals/connectivity.h"
#include "tests/support/error_text.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::region_graph_test {

class RegionGraphTest : public QObject {
    Q_OBJECT

private:
    const std::vector<std::string> m_regions{"a", "b", "c", "d"};

    static Eigen::MatrixXd attention()
    {
        Eigen::MatrixXd weights(4, 4);
        weights << 0.9, 0.1, 0.2, 0.0,  //
            0.7, 0.8, 0.3, 0.0,         //
            0.0, 0.6, 0.9, 0.4,         //
            0.05, 0.0, 0.5, 0.9;
        return weights;
    }

private Q_SLOTS:
    void theStrongestPairsAreEdgesFromWhatIsAttendedTo()
    {
        const RegionGraph graph =
            RegionGraph::of(m_regions, attention(), Eigen::MatrixXd::Identity(4, 4), 25);
        QCOMPARE(graph.edges.size(), std::size_t(3));  // of 12 pairs; the diagonal is none
        QCOMPARE(graph.edges[0].weight, 0.7);
        QCOMPARE(graph.edges[0].from, Eigen::Index(0));
        QCOMPARE(graph.edges[0].to, Eigen::Index(1));
        QCOMPARE(graph.edges[2].weight, 0.5);
        QCOMPARE(RegionGraph::of(m_regions, attention(), attention(), 1e-3).edges.size(),
                 std::size_t(1));
        QVERIFY(test::inputErrorOf([&] {
                    RegionGraph::of(m_regions, attention(), attention(), 0);
                }).contains("percent"));
        QVERIFY(test::inputErrorOf([&] {
                    RegionGraph::of({"a"}, attention(), attention(), 5);
                }).contains("another size"));
    }

    void correlationIsOverOrderedPairsOfDifferentRegions()
    {
        Eigen::MatrixXd linear = (2.0 * attention().array() - 0.3).matrix();
        linear.diagonal().setConstant(100.0);
        QVERIFY(std::abs(RegionGraph::of(m_regions, attention(), linear, 5).correlation - 1) <
                1e-12);
        const Eigen::MatrixXd turned = attention().transpose();
        const RegionGraph graph = RegionGraph::of(m_regions, attention(), turned, 5);
        Eigen::VectorXd a(12);
        Eigen::VectorXd b(12);
        int next = 0;
        for (int i = 0; i < 4; ++i)
            for (int j = 0; j < 4; ++j)
                if (i != j) {
                    a[next] = attention()(i, j);
                    b[next++] = attention()(j, i);
                }
        QVERIFY(std::abs(graph.correlation - pearsonCorrelation(a, b)) < 1e-12);
    }

    void figureDrawsTheEdgesOfOneRegionAlone()
    {
        const RegionGraph graph =
            RegionGraph::of(m_regions, attention(), Eigen::MatrixXd::Identity(4, 4), 50);
        const FigureSpec all = regionGraphFigure(graph);
        QCOMPARE(all.panels.size(), std::size_t(4));
        QCOMPARE(all.panels[3].series[0].x.size(), std::size_t(12));
        QCOMPARE(all.panels[0].arrows.size(), std::size_t(6));
        const FigureSpec one = regionGraphFigure(graph, 3);
        std::size_t expected = 0;
        for (const RegionEdge& edge : graph.edges)
            expected += edge.from == 3 || edge.to == 3;
        QCOMPARE(one.panels[0].arrows.size(), expected);
        const SeriesSpec& nodes = all.panels[0].series[0];
        for (Eigen::Index region = 0; region < 4; ++region)
            QCOMPARE(regionOnCircle(graph, nodes.x[std::size_t(region)] + 0.02,
                                    nodes.y[std::size_t(region)]),
                     region);
        QVERIFY(regionOnCircle(graph, 0.0, 0.0) < 0);
    }
};

NIE_TEST(RegionGraphTest);

}  // namespace nie::region_graph_test

#include "region_graph_test.moc"
