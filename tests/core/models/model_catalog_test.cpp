#include "core/base/error.h"
#include "core/models/model.h"
#include "core/training/checkpoint.h"
#include "tests/support/test_registry.h"

#include <torch/torch.h>

#include <QTest>

#include <set>

namespace nie::model_catalog_test {

namespace {

constexpr std::int64_t kBatch = 3;
constexpr std::int64_t kGiven = 4;
constexpr std::int64_t kTimes = 20;
constexpr std::int64_t kChannels = 2;

constexpr std::int64_t kCells = 8;

/// The smallest space that the model takes: curves where it takes them.
std::vector<SpaceAxis> spaceOf(const ModelEntry& entry)
{
    std::vector<SpaceAxis> space;
    for (std::int64_t axis = 0; axis < entry.spaceDimensions.front(); ++axis)
        space.push_back(SpaceAxis::periodicAxis(axis == 0 ? "x" : "y", kCells));
    return space;
}

std::vector<std::int64_t> shapeOf(const ModelEntry& entry, std::int64_t times)
{
    std::vector<std::int64_t> shape{kBatch, times};
    shape.insert(shape.end(), static_cast<std::size_t>(entry.spaceDimensions.front()), kCells);
    shape.push_back(kChannels);
    return shape;
}

std::shared_ptr<Model> makeModel(const ModelEntry& entry, std::uint64_t seed = 5)
{
    torch::manual_seed(seed);
    ModelContext context;
    context.channels = kChannels;
    context.givenPoints = kGiven;
    context.times = torch::linspace(0, 1, kTimes, torch::kDouble);
    context.space = spaceOf(entry);
    context.mean = torch::tensor({0.3, -0.2}, torch::kDouble);
    context.scale = torch::tensor({1.5, 0.7}, torch::kDouble);
    return entry.make(Json{{"name", entry.name}}, "test", context);
}

Query makeQuery(const ModelEntry& entry)
{
    torch::manual_seed(9);
    Query query{torch::randn(shapeOf(entry, kGiven)), torch::linspace(0, 1, kTimes)};
    for (const SpaceAxis& axis : spaceOf(entry))
        query.space.push_back(torch::tensor(axis.coordinates, torch::kFloat));
    return query;
}

torch::Tensor evaluated(const ModelEntry& entry, Model& model)
{
    const torch::NoGradGuard noGrad;
    model.eval();
    return model.predict(makeQuery(entry), {}).y;
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
        const ModelEntry& entry = fetchedEntry();
        const auto y = evaluated(entry, *makeModel(entry));
        QCOMPARE(y.sizes().vec(), shapeOf(entry, kTimes));
        QVERIFY(torch::isfinite(y).all().item<bool>());
    }

    void sampleDoesNotDependOnItsBatch_data() { addEntries(); }
    void sampleDoesNotDependOnItsBatch()
    {
        const ModelEntry& entry = fetchedEntry();
        const auto model = makeModel(entry);
        const auto together = evaluated(entry, *model);
        const torch::NoGradGuard noGrad;
        Query one = makeQuery(entry);
        one.given = one.given.slice(0, 1, 2);
        const auto alone = model->predict(one, {}).y;
        QVERIFY(torch::allclose(alone[0], together[1], 1e-3, 1e-3));
    }

    void sameSeedGivesTheSameModel_data() { addEntries(); }
    void sameSeedGivesTheSameModel()
    {
        const ModelEntry& entry = fetchedEntry();
        QVERIFY(
            torch::equal(evaluated(entry, *makeModel(entry)), evaluated(entry, *makeModel(entry))));
        QVERIFY(!torch::equal(evaluated(entry, *makeModel(entry)),
                              evaluated(entry, *makeModel(entry, 6))));
    }

    void gradientReachesEveryParameter_data() { addEntries(); }
    void gradientReachesEveryParameter()
    {
        const ModelEntry& entry = fetchedEntry();
        const auto model = makeModel(entry);
        model->train();
        model->predict(makeQuery(entry), {}).y.square().mean().backward();
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
        QVERIFY(torch::equal(evaluated(entry, *other), evaluated(entry, *trained)));
    }

    void solverGivesUpWhenAskedToStop_data() { addEntries(); }
    void solverGivesUpWhenAskedToStop()
    {
        const ModelEntry& entry = fetchedEntry();
        const auto model = makeModel(entry);
        std::stop_source source;
        source.request_stop();
        const bool solves = !model->predict(makeQuery(entry), {}).trace.residuals.empty();
        if (solves)
            QVERIFY_EXCEPTION_THROWN(model->predict(makeQuery(entry), {.stop = source.get_token()}),
                                     Interrupted);
    }

    void dataOfAnotherDimensionAreRefusedWithTheModelsThatFit()
    {
        for (const ModelEntry& entry : modelCatalog()) {
            constexpr std::int64_t kNoModelTakes = 7;
            QVERIFY_EXCEPTION_THROWN(requireSpaceDimensions(entry, kNoModelTakes, "test"),
                                     InputError);
            requireSpaceDimensions(entry, entry.spaceDimensions.front(), "test");
        }
        try {
            requireSpaceDimensions(findModel("nie", "test"), 2, "file.json");
            QFAIL("no error");
        } catch (const InputError& error) {
            const QString message = error.what();
            QVERIFY2(message.contains("nie") && message.contains("2 space dimensions"),
                     error.what());
        }
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
            QVERIFY2(message.contains("file.json") && message.contains("no_such_option"),
                     error.what());
        }
    }
};

NIE_TEST(ModelCatalogTest);

}  // namespace nie::model_catalog_test

#include "model_catalog_test.moc"
