#include "app/fuzzy_match.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::fuzzy_match_test {

namespace {

/// Titles that fit, best first; of equal ones the order stays.
QStringList ranked(const QString& typed, const QStringList& titles)
{
    std::vector<std::pair<int, QString>> found;
    for (const QString& title : titles)
        if (const auto score = fuzzyScore(typed, title))
            found.emplace_back(*score, title);
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    QStringList names;
    for (const auto& [score, title] : found)
        names << title;
    return names;
}

}  // namespace

class FuzzyMatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingTypedFitsEverythingEqually()
    {
        QCOMPARE(fuzzyScore("", "Start").value_or(-1), 0);
        QCOMPARE(fuzzyScore("  ", "Stop").value_or(-1), 0);
    }
    void theBeginningOfTheTitleIsBest()
    {
        QCOMPARE(ranked("st", {"Restart", "Fit plots to the start", "Start"}),
                 QStringList({"Start", "Fit plots to the start", "Restart"}));
    }
    void initialsFindWhatHasSeveralWords()
    {
        QVERIFY(fuzzyScore("nrs", "New random seed"));
        QCOMPARE(ranked("rf", {"Surf", "Open run folder"}),
                 QStringList({"Open run folder", "Surf"}));
    }
    void everyWordHasToBeFoundInAnyOrder()
    {
        QVERIFY(fuzzyScore("seed random", "New random seed"));
        QVERIFY(!fuzzyScore("seed layout", "New random seed"));
    }
    void aMissingLetterIsForgivenAWrongOneIsNot()
    {
        QVERIFY(fuzzyScore("chkpoint", "Checkpoint now"));
        QVERIFY(!fuzzyScore("chkpoinx", "Checkpoint now"));
        QVERIFY(!fuzzyScore("zzz", "Checkpoint now"));
    }
    void lettersFarApartAreNoWord()
    {
        QVERIFY(!fuzzyScore("lst", "Look at data sets, generate them and start"));
    }
    void theContextCountsForHalf()
    {
        const auto inTitle = fuzzyScore("view", "View of the loss", "Session");
        const auto inContext = fuzzyScore("view", "Light", "View > Appearance");
        QVERIFY(inTitle && inContext);
        QVERIFY(*inTitle > *inContext);
        QVERIFY(fuzzyScore("view light", "Light", "View > Appearance"));
    }
    void caseAndForeignLettersDoNotMatter()
    {
        QCOMPARE(fuzzyScore("BURGERS", "Burgers' equation"),
                 fuzzyScore("burgers", "Burgers' equation"));
        QVERIFY(fuzzyScore("ÉTAT", "L'état des choses"));
    }
};

NIE_TEST(FuzzyMatchTest);

}  // namespace nie::fuzzy_match_test

#include "fuzzy_match_test.moc"
