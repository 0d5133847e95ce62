#include "core/base/error.h"
#include "core/models/model.h"
#include "core/training/checkpoint.h"

#include <torch/torch.h>

#include <QTest>

#include <set>

using namespace nie;

namespace {

constexpr std::int64_t kBatch = 3;
constexpr std::int64_t kGiven = 4;
constexpr std::int64_t kTimes = 20;
constexpr std::int64_t kChannels = 2;

std::shared_ptr<Model> makeModel(const ModelEntry& entry, std::uint64_t seed = 5)
{
    torch::manual_seed(seed);
    ModelContext context;
    context.channels = kChannels;
    context.givenPoints = kGiven;
    context.times = torch::linspace(0, 1, kTimes, torch::kDouble);
    context.mean = torch::tensor({0.3, -0.2}, torch::kDouble);
    context.scale = torch::tensor({1.5, 0.7}, torch::kDouble);
    return entry.make(Json{{"name", entry.name}}, "test", context);
}

Query makeQuery()
{
    torch::manual_seed(9);
    return {torch::randn({kBatch, kGiven, kChannels}), torch::linspace(0, 1, kTimes)};
}

torch::Tensor evaluated(Model& model)
{
    const torch::NoGradGuard noGrad;
    model.eval();
    return model.predict(makeQuery(), {}).y;
}

}  // namespace

/// What every model of the catalogue promises, whichever it is.
class ModelCatalogTest : public QObject {
    Q_OBJECT

    void addEntries()
    {
        QTest::addColumn<QString>("name");
        for (const ModelEntry& entry : modelCatalog())
            QTest::newRow(entry.name.c_str()) << QString::fromStdString(entry.name);
    }

    const ModelEntry& fetchedEntry()
    {
        QFETCH(QString, name);
        return findModel(name.toStdString(), "test");
    }

private Q_SLOTS:
    void namesAreUniqueAndOptionsAreDescribed()
    {
        std::set<std::string> names;
        for (const ModelEntry& entry : modelCatalog()) {
            QVERIFY2(names.insert(entry.name).second, entry.name.c_str());
            QVERIFY2(!entry.title.empty(), entry.name.c_str());
            for (const OptionDescription& option : entry.options)
                QVERIFY2(!option.info.description.empty(), option.path.c_str());
        }
        QVERIFY(!names.empty());
    }

    void predictionCoversTheGridForEverySample_data() { addEntries(); }
    void predictionCoversTheGridForEverySample()
    {
        const auto y = evaluated(*makeModel(fetchedEntry()));
        QCOMPARE(y.sizes(), (torch::IntArrayRef{kBatch, kTimes, kChannels}));
        QVERIFY(torch::isfinite(y).all().item<bool>());
    }

    void sampleDoesNotDependOnItsBatch_data() { addEntries(); }
    void sampleDoesNotDependOnItsBatch()
    {
        const auto model = makeModel(fetchedEntry());
        const auto together = evaluated(*model);
        const torch::NoGradGuard noGrad;
        Query one = makeQuery();
        one.given = one.given.slice(0, 1, 2);
        const auto alone = model->predict(one, {}).y;
        QVERIFY(torch::allclose(alone[0], together[1], 1e-3, 1e-3));
    }

    void sameSeedGivesTheSameModel_data() { addEntries(); }
    void sameSeedGivesTheSameModel()
    {
        const ModelEntry& entry = fetchedEntry();
        QVERIFY(torch::equal(evaluated(*makeModel(entry)), evaluated(*makeModel(entry))));
        QVERIFY(!torch::equal(evaluated(*makeModel(entry)), evaluated(*makeModel(entry, 6))));
    }

    void gradientReachesEveryParameter_data() { addEntries(); }
    void gradientReachesEveryParameter()
    {
        const auto model = makeModel(fetchedEntry());
        model->train();
        model->predict(makeQuery(), {}).y.square().mean().backward();
        QVERIFY(model->parameterCount() > 0);
        for (const auto& parameter : model->named_parameters())
            QVERIFY2(parameter.value().grad().defined(), parameter.key().c_str());
    }

    void savedStateRestoresThePrediction_data() { addEntries(); }
    void savedStateRestoresThePrediction()
    {
        const ModelEntry& entry = fetchedEntry();
        const auto trained = makeModel(entry, 5);
        const auto other = makeModel(entry, 6);
        loadModelState(*other, modelState(*trained), "test");
        QVERIFY(torch::equal(evaluated(*other), evaluated(*trained)));
    }

    void solverGivesUpWhenAskedToStop_data() { addEntries(); }
    void solverGivesUpWhenAskedToStop()
    {
        const auto model = makeModel(fetchedEntry());
        std::stop_source source;
        source.request_stop();
        const bool solves = !model->predict(makeQuery(), {}).trace.residuals.empty();
        if (solves)
            QVERIFY_EXCEPTION_THROWN(model->predict(makeQuery(), {.stop = source.get_token()}), Interrupted);
    }

    void unknownOptionIsRefusedByName_data() { addEntries(); }
    void unknownOptionIsRefusedByName()
    {
        const ModelEntry& entry = fetchedEntry();
        try {
            entry.make(Json{{"name", entry.name}, {"no_such_option", 1}}, "file.json", {});
            QFAIL("no error");
        } catch (const InputError& error) {
            const QString message = error.what();
            QVERIFY2(message.contains("file.json") && message.contains("no_such_option"), error.what());
        }
    }
};

QTEST_APPLESS_MAIN(ModelCatalogTest)
#include "model_catalog_test.moc"
