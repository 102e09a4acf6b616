using Seedbed.Initializers;
using Xunit;

namespace Seedbed.Tests.Contracts;

public sealed class ExampleListTests
{
    [Fact]
    public void Every_scheme_of_the_library_is_held_to_the_contracts()
    {
        IEnumerable<Type> schemes =
            typeof(Initializer).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(Initializer)));
        IEnumerable<Type> examples = InitializerExample.All.Select(example => Definition(example.Create(1).GetType()));

        Assert.Equal(schemes.Select(type => type.Name).Order(), examples.Select(type => type.Name).Distinct().Order());
    }

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
}
