// The list of runbooks.
{
}
