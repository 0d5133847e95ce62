#include "core/base/error.h"
#include "core/config/run_config.h"
#include "core/results/paper_figures.h"
#include "core/results/paper_table.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <limits>

namespace nie::paper_table_test {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

PaperCell cell(const std::string& published, std::vector<double> values, double mean,
               double deviation)
{
    PaperCell cell;
    cell.published = published;
    cell.values = std::move(values);
    cell.mean = mean;
    cell.standardDeviation = deviation;
    cell.confidenceHalfWidth95 = kNan;
    for (std::size_t i = 0; i < cell.values.size(); ++i) {
        cell.seeds.push_back(i + 1);
        cell.runs.push_back("runs/r" + std::to_string(i + 1));
    }
    return cell;
}

PaperTable small()
{
    PaperTable table;
    table.name = "table9";
    table.title = "Errors, \"all\" of them";
    table.reference = "Table 9";
    table.metric = "MSE";
    table.budget = "smoke";
    table.columns = {"t = 3", "t = 5"};
    PaperCell missing = cell("NA", {}, kNan, kNan);
    missing.note = "does not exist";
    table.rows = {
        {"A, first", "a", false, {cell("0.5", {0.25, 0.75}, 0.5, 0.35355), missing}},
        {"floor", "mean", true, {cell("", {2.0}, 2.0, kNan), cell("", {3.0}, 3.0, kNan)}}};
    table.notes = {"one note"};
    table.provenance = {{"command", "nie reproduce table9"}};
    return table;
}

}  // namespace

class PaperTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonIsReadBackAsItWas()
    {
        const PaperTable table = small();
        const Json json = table.toJson();
        const PaperTable back = PaperTable::fromJson(parseJson(json.dump(), "x"), "x");
        QCOMPARE(back.toJson().dump(), json.dump());
        QCOMPARE(back.rows[0].cells[0].values, table.rows[0].cells[0].values);
        QVERIFY(std::isnan(back.rows[1].cells[0].standardDeviation));
    }

    void aTableWithAMissingCellIsRefused()
    {
        Json json = small().toJson();
        json["rows"][0]["cells"].erase(1);
        QVERIFY_THROWS_EXCEPTION(InputError, PaperTable::fromJson(json, "x"));
        QVERIFY_THROWS_EXCEPTION(InputError, PaperTable::fromJson(Json::object(), "x"));
    }

    void markdownShowsOursBesideThePublished()
    {
        const std::string text = small().toMarkdown();
        QVERIFY(text.find("| A, first | 0.5 ± 0.354 [0.5] | NA [NA] |") != std::string::npos);
        QVERIFY(text.find("| *floor* | 2 | 3 |") != std::string::npos);
        QVERIFY(text.find("- A, first, t = 5: does not exist") != std::string::npos);
    }

    void markdownShowsTheTrainingOfEveryRowThatWasTrained()
    {
        PaperTable table = small();
        QVERIFY(table.toMarkdown().find("| trained |") == std::string::npos);
        for (PaperCell& each : table.rows[0].cells) {
            each.steps = 820.0;
            each.parameters = 18819;
        }
        table.rows[0].cells[0].trainingSeconds = 59.96;
        table.rows[0].cells[1].trainingSeconds = 81.2;
        const std::string text = table.toMarkdown();
        QVERIFY(text.find("| trained | steps | seconds | parameters |") != std::string::npos);
        QVERIFY2(text.find("| A, first | 820 | 60 to 81.2 | 18,819 |") != std::string::npos,
                 text.c_str());
        QVERIFY(text.find("| floor |") == std::string::npos);
    }

    void csvHasALineForEverySeedAndQuotesSeparators()
    {
        const std::string text = small().toCsv();
        QVERIFY(text.find("\"A, first\",t = 3,0,0.5,2,0.75,") != std::string::npos);
        QVERIFY(text.find("\"A, first\",t = 5,0,NA,,,") != std::string::npos);
        QCOMPARE(std::count(text.begin(), text.end(), '\n'), 1 + 2 + 1 + 2);
    }

    void countsAreWrittenWithSeparatorsAndSmallNumbersWithExponents()
    {
        QCOMPARE(cell("", {321233.0}, 321233.0, kNan).text(), std::string("321,233"));
        QCOMPARE(cell("", {1654.0}, 1654.0, kNan).text(), std::string("1,654"));
        QCOMPARE(cell("", {4.28e-5}, 4.28e-5, kNan).text(), std::string("4.28e-05"));
        QCOMPARE(cell("", {}, kNan, kNan).text(), std::string("NA"));
        QCOMPARE(cell("", {0.2, 0.2}, 0.2, 0.0).text(), std::string("0.2"));
        QCOMPARE(cell("", {0.2, 0.2}, 0.2, 3e-17).text(), std::string("0.2"));
        QCOMPARE(cell("", {0.2, 0.3}, 0.25, 0.07).text(), std::string("0.25 ± 0.07"));
    }

    void aSweepIsAHeatMapAModelWithFailedRunsHatched()
    {
        PaperTable table = small();
        table.columns = {"L2 = 0", "L2 = 1"};
        const auto row = [](const std::string& label, double a, double b) {
            return PaperRow{label,
                            "m",
                            false,
                            {cell("", {a}, a, kNan),
                             std::isnan(b) ? cell("", {}, kNan, kNan) : cell("", {b}, b, kNan)}};
        };
        table.rows = {row("A, rate 1", 1.0, 2.0), row("A, rate 2", 4.0, kNan),
                      row("B, rate 1", 8.0, 0.5)};
        const FigureSpec figure = sweepFigure(table);
        QCOMPARE(figure.panels.size(), std::size_t(2));
        QCOMPARE(figure.panels[0].image->rows, std::size_t(2));
        QVERIFY(std::isnan(figure.panels[0].image->at(1, 1)));
        QCOMPARE(figure.panels[0].y.names, (std::vector<std::string>{"1", "2"}));
        for (const PanelSpec& panel : figure.panels) {  // one range for all
            QCOMPARE(panel.image->from, 0.5);
            QCOMPARE(panel.image->to, 8.0);
        }
    }

    void theCorrelationOfALineIsOneAndOfAConstantNone()
    {
        QVERIFY(std::abs(squaredCorrelation({1, 2, 3}, {-2, -4, -6}) - 1.0) < 1e-15);
        QCOMPARE(squaredCorrelation({1, 1, 1}, {1, 2, 3}), 0.0);
        // By hand: deviations (-1, 0, 1) and (-1, 1, 0): 1 / (2 * 2).
        QVERIFY(std::abs(squaredCorrelation({1, 2, 3}, {0, 2, 1}) - 0.25) < 1e-15);
    }
};

NIE_TEST(PaperTableTest);

}  // namespace nie::paper_table_test

#include "paper_table_test.moc"
